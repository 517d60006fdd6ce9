namespace LlmRouting.TestKit.Kubernetes.Identity;

/// <summary>A bearer token that the server knows.</summary>
/// <param name="Audiences">Empty: the API server's own.</param>
public sealed record TokenRecord(UserInfo User, IReadOnlyList<string> Audiences, DateTimeOffset? Expires);
