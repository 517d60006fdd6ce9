namespace LlmRouting.DataPlane.Metrics;

/// <summary>A gauge's value for one endpoint of a tier.</summary>
/// <param name="Tier">The ModelTier's display name.</param>
/// <param name="Endpoint">Base URL, e.g. http://10.0.0.7:8000.</param>
public readonly record struct EndpointValue(string Tier, string Endpoint, double Value);
