namespace LlmRouting.TestKit.Kubernetes.Workloads;

/// <summary>Where a simulated Pod listens.</summary>
/// <param name="Ip">status.podIP.</param>
/// <param name="Port">Port of the EndpointSlice; null is the Service's targetPort.</param>
public sealed record PodAddress(string Ip, int? Port);
