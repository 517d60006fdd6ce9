using System.Text.Json.Nodes;
using LlmRouting.TestKit.Kubernetes.Validation;
using LlmRouting.TestKit.Kubernetes.Writing;

namespace LlmRouting.TestKit.Kubernetes.Builtins;

/// <summary>Services: addresses and ports that the server hands out.</summary>
public sealed class ServiceRules(Naming naming) : KindRules
{
    public override void Default(JsonObject value, JsonObject? live)
    {
        if (value["spec"] is not JsonObject spec) return;
        foreach (var port in (spec["ports"] as JsonArray ?? []).OfType<JsonObject>()) port["targetPort"] ??= port["port"]?.DeepClone();
        foreach (var name in new[] { "clusterIP", "clusterIPs", "ipFamilies", "ipFamilyPolicy" })
            if (live?["spec"]?[name] is { } kept) spec[name] ??= kept.DeepClone();
        if ((string?)spec["type"] is "NodePort" or "LoadBalancer") spec["externalTrafficPolicy"] ??= "Cluster";
        ((value["status"] ??= new JsonObject()).AsObject())["loadBalancer"] ??= new JsonObject();
        if (live is not null && (string?)spec["type"] is "NodePort" or "LoadBalancer") Expose(spec);
    }

    public override void Create(JsonObject value)
    {
        if (value["spec"] is not JsonObject spec || (string?)spec["type"] == "ExternalName") return;
        spec["ipFamilyPolicy"] ??= "SingleStack";
        spec["clusterIP"] ??= $"10.96.{naming.Next(1, 250)}.{naming.Next(1, 250)}";
        spec["clusterIPs"] ??= new JsonArray(spec["clusterIP"]!.DeepClone());
        spec["ipFamilies"] ??= new JsonArray("IPv4");
        if ((string?)spec["type"] is "NodePort" or "LoadBalancer") Expose(spec);
    }

    public override IEnumerable<FieldError> Validate(JsonObject value, JsonObject? live)
    {
        var ports = value["spec"]?["ports"] as JsonArray ?? [];
        if (ports.Count == 0 && (string?)value["spec"]?["clusterIP"] != "None" && (string?)value["spec"]?["type"] != "ExternalName")
            yield return FieldError.Required("spec.ports");
        for (var i = 0; i < ports.Count; i++)
        {
            if (ports.Count > 1 && (string?)ports[i]!["name"] is null or "" && ports.Count > 1) yield return FieldError.Required($"spec.ports[{i}].name");
            if ((long?)ports[i]!["port"] is var port && port is < 1 or > 65535 or null)
                yield return FieldError.Invalid($"spec.ports[{i}].port", $"{port ?? 0}", "must be between 1 and 65535, inclusive");
        }
        if (live is not null && (string?)live["spec"]?["clusterIP"] is { Length: > 0 } old && (string?)value["spec"]?["clusterIP"] != old)
            yield return FieldError.Invalid("spec.clusterIPs[0]", $"[\"{value["spec"]?["clusterIP"]}\"]", "may not change once set");
    }

    private void Expose(JsonObject spec)
    {
        foreach (var port in (spec["ports"] as JsonArray ?? []).OfType<JsonObject>()) port["nodePort"] ??= (long)naming.Next(30000, 32767);
    }
}
