using System.Text.Json.Nodes;

namespace LlmRouting.TestKit.Kubernetes.Builtins;

/// <summary>NetworkPolicies: the types that follow from what is there.</summary>
public sealed class NetworkPolicyRules : KindRules
{
    public override void Default(JsonObject value, JsonObject? live)
    {
        if (value["spec"] is not JsonObject spec || spec["policyTypes"] is not null) return;
        spec["policyTypes"] = spec["egress"] is null ? new JsonArray("Ingress") : new JsonArray("Ingress", "Egress");
    }
}
