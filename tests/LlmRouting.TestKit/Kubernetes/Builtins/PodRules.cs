using System.Text.Json.Nodes;
using LlmRouting.TestKit.Kubernetes.Validation;
using LlmRouting.TestKit.Kubernetes.Writing;

namespace LlmRouting.TestKit.Kubernetes.Builtins;

/// <summary>Pods; admission adds the service account's token volume and the default tolerations.</summary>
public sealed class PodRules(Naming naming) : KindRules
{
    private const string Mount = "/var/run/secrets/kubernetes.io/serviceaccount";

    public override void Create(JsonObject value)
    {
        if (value["spec"] is not JsonObject spec) return;
        spec["serviceAccountName"] ??= "default";
        spec["priority"] ??= 0L;
        spec["preemptionPolicy"] ??= "PreemptLowerPriority";
        spec["enableServiceLinks"] ??= true;
        Tolerate(spec, "node.kubernetes.io/not-ready");
        Tolerate(spec, "node.kubernetes.io/unreachable");
        if (spec["automountServiceAccountToken"] is not JsonValue flag || !flag.TryGetValue(out bool mounts) || mounts) AddToken(spec);
        value["status"] = new JsonObject { ["phase"] = "Pending", ["qosClass"] = "BestEffort" };
    }

    public override void Default(JsonObject value, JsonObject? live) => PodDefaults.Fill(value["spec"] as JsonObject);

    public override IEnumerable<FieldError> Validate(JsonObject value, JsonObject? live) => live is null ? PodChecks.Of(value["spec"] as JsonObject, "spec") : [];

    private static void Tolerate(JsonObject spec, string key)
    {
        var tolerations = (spec["tolerations"] ??= new JsonArray()).AsArray();
        tolerations.Add(new JsonObject { ["key"] = key, ["operator"] = "Exists", ["effect"] = "NoExecute", ["tolerationSeconds"] = 300L });
    }

    private void AddToken(JsonObject spec)
    {
        var name = "kube-api-access-" + naming.Suffix();
        var volumes = (spec["volumes"] ??= new JsonArray()).AsArray();
        volumes.Add(JsonNode.Parse($$$"""
            {"name":"{{{name}}}","projected":{"sources":[{"serviceAccountToken":{"expirationSeconds":3607,"path":"token"}},
            {"configMap":{"name":"kube-root-ca.crt","items":[{"key":"ca.crt","path":"ca.crt"}]}},
            {"downwardAPI":{"items":[{"path":"namespace","fieldRef":{"apiVersion":"v1","fieldPath":"metadata.namespace"}}]}}],"defaultMode":420}}
            """));
        foreach (var container in (spec["containers"] as JsonArray ?? []).OfType<JsonObject>())
            (container["volumeMounts"] ??= new JsonArray()).AsArray().Add(new JsonObject { ["name"] = name, ["readOnly"] = true, ["mountPath"] = Mount });
    }
}
