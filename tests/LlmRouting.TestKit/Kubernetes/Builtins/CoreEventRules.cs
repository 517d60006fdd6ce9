using System.Text.Json.Nodes;
using LlmRouting.TestKit.Kubernetes.Validation;

namespace LlmRouting.TestKit.Kubernetes.Builtins;

/// <summary>core/v1 Events: judged by the strict rules when they carry eventTime.</summary>
public sealed class CoreEventRules : KindRules
{
    public override void Default(JsonObject value, JsonObject? live) => EventConversion.Complete(value);

    public override IEnumerable<FieldError> Validate(JsonObject value, JsonObject? live)
    {
        if (value["eventTime"] is null) return EventChecks.Home(value);
        return live is null ? EventChecks.New(value, "reportingComponent").Where(e => !e.Message.EndsWith("needs to be unset", StringComparison.Ordinal)) : EventChecks.Change(value, EventConversion.To("v1", live.DeepClone().AsObject()));
    }
}
