namespace LlmRouting.Contract.Snapshot;

/// <param name="Tier">Tier key.</param>
/// <param name="BaseUrls">Where /v1/… is appended, without a trailing slash: http://10.0.0.7:8000. Sorted.</param>
public sealed record EndpointsSnapshot(string Tier, IReadOnlyList<string> BaseUrls);
