using System.Text.Json.Nodes;

namespace LlmRouting.TestKit.Kubernetes.Workloads;

/// <summary>How simulated Pods behave.</summary>
public sealed record WorkloadOptions
{
    /// <summary>Address and port of a Pod: a test hands in where its stand-in for vLLM listens. The port goes into EndpointSlices whose Service has no number of its own.</summary>
    public Func<JsonObject, PodAddress> Address { get; init; } = _ => new PodAddress("127.0.0.1", null);

    /// <summary>Whether a Pod gets Ready by itself.</summary>
    public Func<JsonObject, bool> BecomesReady { get; init; } = _ => true;

    /// <summary>From Running to Ready.</summary>
    public TimeSpan ReadyAfter { get; init; } = TimeSpan.Zero;

    /// <summary>From the deletion of a Pod to its end.</summary>
    public TimeSpan TerminatesAfter { get; init; } = TimeSpan.Zero;
}
