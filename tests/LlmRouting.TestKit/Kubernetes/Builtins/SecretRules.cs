using System.Text;
using System.Text.Json.Nodes;
using LlmRouting.TestKit.Kubernetes.Validation;

namespace LlmRouting.TestKit.Kubernetes.Builtins;

/// <summary>Secrets: stringData is written into data; the type stays.</summary>
public sealed class SecretRules : KindRules
{
    public override void Default(JsonObject value, JsonObject? live)
    {
        if (value["stringData"] is not JsonObject texts) return;
        var data = (value["data"] ??= new JsonObject()).AsObject();
        foreach (var (name, text) in texts) data[name] = Convert.ToBase64String(Encoding.UTF8.GetBytes((string?)text ?? ""));
        value.Remove("stringData");
    }

    private static IEnumerable<FieldError> Keys(JsonObject value)
    {
        if ((string?)value["type"] != "kubernetes.io/tls") yield break;
        foreach (var name in new[] { "tls.crt", "tls.key" })
            if (value["data"]?[name] is null) yield return FieldError.Required($"data[{name}]") with { HidesRules = false };
    }

    public override IEnumerable<FieldError> Validate(JsonObject value, JsonObject? live)
    {
        var errors = Keys(value).ToList();
        if (live is null) return errors;
        if ((string?)live["type"] != (string?)value["type"]) errors.Add(FieldError.Invalid("type", $"\"{value["type"]}\"", "field is immutable"));
        errors.AddRange(ConfigMapRules.Immutability(value, live));
        return errors;
    }
}
