using LlmRouting.Contract.Api;
using LlmRouting.Contract.Manifests;

namespace LlmRouting.Contract.Validation;

/// <summary>Changes to the vLLM container.</summary>
internal static class ContainerRules
{
    public static void Check(FieldCheck check, string path, ContainerOverlay container)
    {
        check.OneOf(FieldPath.Field(path, "name"), container.Name, ["vllm"]);
        ImageRules.Check(check, FieldPath.Field(path, "image"), container.Image);
        check.OneOf(FieldPath.Field(path, "imagePullPolicy"), container.ImagePullPolicy, ["Always", "IfNotPresent", "Never"]);
        var env = FieldPath.Field(path, "env");
        check.Count(env, container.Env, 0, 64);
        check.Unique(env, container.Env, variable => variable.Name, "name");
        check.Each(env, container.Env, (item, variable) => Variable(check, item, variable));
        if (container.Resources is not null) ResourceRules.Check(check, FieldPath.Field(path, "resources"), container.Resources);
    }

    private static void Variable(FieldCheck check, string path, EnvVarSpec variable)
    {
        var name = FieldPath.Field(path, "name");
        check.Pattern(name, variable.Name, Names.Variable(), "a variable's name: letters, digits and - _ ., not beginning with a digit");
        check.When(variable.Name == "VLLM_API_KEY", name, "VLLM_API_KEY is ours: every tier has its own key");
        check.When((variable.Value is null) == (variable.ValueFrom is null), path, "needs exactly one of value and valueFrom");
        check.Size(FieldPath.Field(path, "value"), variable.Value, 4096);
        if (variable.ValueFrom is not { } source) return;
        var from = FieldPath.Field(path, "valueFrom");
        check.When((source.SecretKeyRef is null) == (source.ConfigMapKeyRef is null), from, "needs exactly one of secretKeyRef and configMapKeyRef");
        SecretRefRules.Check(check, FieldPath.Field(from, "secretKeyRef"), source.SecretKeyRef);
        SecretRefRules.Check(check, FieldPath.Field(from, "configMapKeyRef"), source.ConfigMapKeyRef, "ConfigMap");
    }
}
