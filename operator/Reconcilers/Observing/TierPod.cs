using System.Text.Json.Serialization;

namespace LlmRouting.Operator.Reconcilers.Observing;

/// <summary>A vLLM pod, reduced to what a tier's status says of it: a fleet has thousands.</summary>
/// <param name="Tier">By its label.</param>
[JsonConverter(typeof(TierPodConverter))]
public sealed record TierPod(string? Tier, PodView View);
