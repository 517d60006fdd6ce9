namespace LlmRouting.Operator.Scaling;

/// <summary>A vLLM server of a tier, by its EndpointSlices.</summary>
/// <param name="BaseUrl">Without a trailing slash: http://10.0.0.7:8000.</param>
/// <param name="Ready">False: it gets no new requests and still serves what it has.</param>
/// <param name="Ending">Whether it goes. One that neither is ready nor ends was, and may be too busy to say that it lives.</param>
public sealed record TierServer(string BaseUrl, bool Ready, bool Ending);
