using System.Text.Json.Nodes;
using LlmRouting.TestKit.Kubernetes.Validation;

namespace LlmRouting.TestKit.Kubernetes.Builtins;

/// <summary>Leases.</summary>
public sealed class LeaseRules : KindRules
{
    public override IEnumerable<FieldError> Validate(JsonObject value, JsonObject? live)
    {
        if ((long?)value["spec"]?["leaseDurationSeconds"] is <= 0 and var seconds)
            yield return FieldError.Invalid("spec.leaseDurationSeconds", $"{seconds}", "must be greater than 0");
        if ((long?)value["spec"]?["leaseTransitions"] is < 0 and var transitions)
            yield return FieldError.Invalid("spec.leaseTransitions", $"{transitions}", "must be greater than or equal to 0");
    }
}
