using System.Globalization;
using System.Text.Json.Nodes;
using LlmRouting.Contract.Api;

namespace LlmRouting.Operator.Builders;

/// <summary>Secrets come as references, never as arguments, which everybody who may read pods would see.</summary>
internal static class EnvironmentBuilder
{
    /// <summary>Seconds; the data plane closes idle connections after 90 (S0.12b).</summary>
    private const int KeepAliveSeconds = 120;

    /// <summary>Ours in a fixed order, a variable of the tier's in the place of ours of that name, the tier's others behind.</summary>
    public static JsonArray Build(TierPlan plan)
    {
        var variables = Ours(plan);
        foreach (var variable in plan.ContainerOverlay?.Env ?? [])
        {
            var at = variables.FindIndex(ours => (string)ours["name"]! == variable.Name);
            if (at >= 0) variables[at] = Theirs(variable);
            else variables.Add(Theirs(variable));
        }

        return Json.List(variables);
    }

    /// <summary>PyTorch asks for the user's name, which older images don't know (USER answers it), and caches below HOME.</summary>
    private static List<JsonObject> Ours(TierPlan plan)
    {
        var variables = new List<JsonObject>
        {
            FromSecret("VLLM_API_KEY", ApiNames.VllmKeyOf(plan.Name), ApiNames.VllmKeyEntry),
            Plain("HOME", VolumeBuilder.Home),
            Plain("USER", "vllm"),
            Plain("HF_HOME", $"{VolumeBuilder.Cache}/huggingface"),
        };
        if (plan.Spec.Model.TokenSecretRef is { } token) variables.Add(FromSecret("HF_TOKEN", token.Name, token.Key));
        if (plan.Traits.KeepAliveIsConfigurable) variables.Add(Plain("VLLM_HTTP_TIMEOUT_KEEP_ALIVE", KeepAliveSeconds.ToString(CultureInfo.InvariantCulture)));
        return variables;
    }

    private static JsonObject Theirs(EnvVarSpec variable) => variable.ValueFrom switch
    {
        { SecretKeyRef: { } secret } => FromSecret(variable.Name, secret.Name, secret.Key),
        { ConfigMapKeyRef: { } map } => From(variable.Name, "configMapKeyRef", map.Name, map.Key),
        _ => Plain(variable.Name, variable.Value ?? ""),
    };

    private static JsonObject Plain(string name, string value) => Json.Of(("name", name), ("value", value));

    private static JsonObject FromSecret(string name, string secret, string key) => From(name, "secretKeyRef", secret, key);

    private static JsonObject From(string name, string kind, string source, string key) =>
        Json.Of(("name", name), ("valueFrom", Json.Of((kind, Json.Of(("name", source), ("key", key))))));
}
