using System.Text.Json.Nodes;
using LlmRouting.TestKit.Kubernetes.Http;

namespace LlmRouting.TestKit.Kubernetes.Validation;

/// <summary>ownerReferences: complete, and one controller at most.</summary>
public static class OwnerChecks
{
    public static IEnumerable<FieldError> Of(JsonArray? owners)
    {
        var controllers = new List<string>();
        for (var i = 0; i < (owners?.Count ?? 0); i++)
        {
            var owner = owners![i]!.AsObject();
            foreach (var name in new[] { "apiVersion", "kind", "name", "uid" })
                if ((string?)owner[name] is null or "") yield return FieldError.Invalid($"metadata.ownerReferences.{name}", "\"\"", Message(name));
            if (owner["controller"]?.GetValue<bool>() ?? false) controllers.Add($"{owner["kind"]}/{owner["name"]}");
        }
        if (controllers.Count > 1)
            yield return FieldError.Invalid("metadata.ownerReferences", Wire.Text(owners), $"Only one reference can have Controller set to true. Found \"true\" in references for {string.Join(" and ", controllers)}");
    }

    private static string Message(string name) => name == "apiVersion" ? "version must not be empty" : "must not be empty";
}
