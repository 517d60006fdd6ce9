using System.Text.Json.Nodes;

namespace LlmRouting.Operator.Builders;

/// <summary>All on /health, which asks for no key.</summary>
internal static class ProbeBuilder
{
    /// <summary>Download, load, compile, capture: 30 minutes.</summary>
    public const int StartupSeconds = 1800;

    public static JsonObject Startup() => Probe(period: 10, failures: StartupSeconds / 10, timeout: 5);

    public static JsonObject Readiness() => Probe(period: 5, failures: 3, timeout: 5);

    /// <summary>Patient: an API server under full load is slow to answer and not dead.</summary>
    public static JsonObject Liveness() => Probe(period: 15, failures: 6, timeout: 10);

    private static JsonObject Probe(int period, int failures, int timeout) => Json.Of(
        ("httpGet", Json.Of(("path", "/health"), ("port", TierNames.PortName))),
        ("periodSeconds", period), ("failureThreshold", failures), ("timeoutSeconds", timeout));
}
