using System.Text.Json.Serialization;
using LlmRouting.Operator.Reconcilers.Applying;
using LlmRouting.Operator.Reconcilers.Observing;

namespace LlmRouting.Operator.Reconcilers.Caching;

[JsonSerializable(typeof(ChildObject))]
[JsonSerializable(typeof(TierPod))]
internal sealed partial class ChildJsonContext : JsonSerializerContext;
