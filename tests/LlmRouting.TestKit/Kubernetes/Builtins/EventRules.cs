using System.Text.Json.Nodes;
using LlmRouting.TestKit.Kubernetes.Validation;

namespace LlmRouting.TestKit.Kubernetes.Builtins;

/// <summary>events.k8s.io Events.</summary>
public sealed class EventRules : KindRules
{
    public override void Default(JsonObject value, JsonObject? live)
    {
        foreach (var name in new[] { "deprecatedFirstTimestamp", "deprecatedLastTimestamp", "eventTime" }) value.TryAdd(name, null);
    }

    public override IEnumerable<FieldError> Validate(JsonObject value, JsonObject? live)
    {
        var core = Core(value);
        if (live is not null) return EventChecks.Change(core, Core(live));
        return value["eventTime"] is null ? [FieldError.Required("eventTime") with { HidesRules = false }] : EventChecks.New(core, "reportingController");
    }

    private static JsonObject Core(JsonObject value) => EventConversion.To("v1", value.DeepClone().AsObject());
}
