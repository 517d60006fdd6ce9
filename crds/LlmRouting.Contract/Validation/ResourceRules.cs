using LlmRouting.Contract.Api;
using LlmRouting.Contract.Manifests;

namespace LlmRouting.Contract.Validation;

/// <summary>CPU, memory and so on of the vLLM container; its GPUs come from spec.gpu.</summary>
internal static class ResourceRules
{
    public static void Check(FieldCheck check, string path, ResourcesSpec resources)
    {
        Amounts(check, FieldPath.Field(path, "requests"), resources.Requests);
        Amounts(check, FieldPath.Field(path, "limits"), resources.Limits);
        foreach (var (name, request) in resources.Requests ?? new Dictionary<string, string>())
        {
            if (resources.Limits?.GetValueOrDefault(name) is not { } limit) continue;
            if (Quantity.TryParse(request, out var wanted) && Quantity.TryParse(limit, out var most) && wanted > most)
                check.Report(FieldPath.Key(FieldPath.Field(path, "requests"), name), "must not be greater than limits");
        }
    }

    private static void Amounts(FieldCheck check, string path, IReadOnlyDictionary<string, string>? amounts)
    {
        LabelRules.CheckKeys(check, path, amounts, 16, "a resource name such as cpu or memory");
        foreach (var (name, amount) in amounts ?? new Dictionary<string, string>())
        {
            check.When(!Quantity.TryParse(amount, out _), FieldPath.Key(path, name), "must be a quantity such as 500m, 4 or 16Gi");
            check.When(name.EndsWith("/gpu", StringComparison.Ordinal), FieldPath.Key(path, name), "GPUs come from spec.gpu");
        }
    }
}
