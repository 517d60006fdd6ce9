namespace LlmRouting.DataPlane.Upstreams;

/// <summary>The two ways to reach upstreams of one connect timeout.</summary>
/// <param name="Pooled">Reuses connections.</param>
/// <param name="Fresh">Opens a connection for each request: for the one repeat after a reset on a reused connection.</param>
public sealed record UpstreamClient(HttpMessageInvoker Pooled, HttpMessageInvoker Fresh);
