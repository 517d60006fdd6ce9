using System.Text.Json.Serialization;
using LlmRouting.DataPlane.Configuration;

namespace LlmRouting.DataPlane.Serving;

/// <summary>The body of <c>/v1/status</c>.</summary>
public sealed record RouterStatus(
    ConfigurationStatus Configuration, string Gateway, string Health, IReadOnlyList<PolicyStatus> Policies, IReadOnlyList<TierStatus> Tiers, int Keys, string Limits, OperatorStatus? Operator);

public sealed record PolicyStatus(string Name, IReadOnlyList<string> Models, string Classifier, IReadOnlyList<string> Tiers, IReadOnlyList<SplitStatus> Canaries);

/// <param name="Weight">As configured, in percent.</param>
/// <param name="EffectiveWeight">As served; <paramref name="Reason"/> says why it differs.</param>
public sealed record SplitStatus(string Rollout, string Stable, string Canary, int Weight, int EffectiveWeight, string? Reason);

/// <param name="Held">Requests that wait for a server to appear.</param>
public sealed record TierStatus(
    string Name, string Model, string Circuit, int InFlight, int Held, decimal? CostPerHour, IReadOnlyList<EndpointStatus> Endpoints, string? Reason);

/// <param name="Load">Own requests open now, and those of others as last scraped.</param>
public sealed record EndpointStatus(string Url, int InFlight, int Load, bool Ejected, int? Running, int? Waiting);

public sealed record HealthStatus(string Status, IReadOnlyDictionary<string, CircuitStatus> Circuits);

public sealed record CircuitStatus(string State, int Failures);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, WriteIndented = true)]
[JsonSerializable(typeof(RouterStatus))]
[JsonSerializable(typeof(HealthStatus))]
public sealed partial class StatusJson : JsonSerializerContext;
