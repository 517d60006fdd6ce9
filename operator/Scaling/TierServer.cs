namespace LlmRouting.Operator.Scaling;

/// <summary>A vLLM server of a tier, by its EndpointSlices.</summary>
/// <param name="BaseUrl">Without a trailing slash: http://10.0.0.7:8000.</param>
/// <param name="Ready">False: it is ending and still serves what it has.</param>
public sealed record TierServer(string BaseUrl, bool Ready);
