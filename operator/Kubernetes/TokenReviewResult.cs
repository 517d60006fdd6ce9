namespace LlmRouting.Operator.Kubernetes;

/// <summary>What the API server thinks of a token.</summary>
/// <param name="User">Null unless authenticated.</param>
/// <param name="Audiences">Those asked for that the token has.</param>
/// <param name="Error">Why it is not authenticated.</param>
public sealed record TokenReviewResult(bool Authenticated, UserInfo? User, IReadOnlyList<string> Audiences, string? Error);
