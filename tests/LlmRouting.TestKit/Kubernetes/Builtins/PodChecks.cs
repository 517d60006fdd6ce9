using System.Text.Json.Nodes;
using LlmRouting.TestKit.Kubernetes.Validation;

namespace LlmRouting.TestKit.Kubernetes.Builtins;

/// <summary>What every pod spec must have.</summary>
public static class PodChecks
{
    public static IEnumerable<FieldError> Of(JsonObject? spec, string path)
    {
        var containers = spec?["containers"] as JsonArray ?? [];
        if (containers.Count == 0) yield return FieldError.Required($"{path}.containers");
        var volumes = (spec?["volumes"] as JsonArray ?? []).Select(v => (string?)v!["name"]).ToHashSet();
        for (var i = 0; i < containers.Count; i++)
        {
            var container = containers[i]!.AsObject();
            var place = $"{path}.containers[{i}]";
            if ((string?)container["name"] is null or "") yield return FieldError.Required($"{place}.name");
            if ((string?)container["image"] is null or "") yield return FieldError.Required($"{place}.image");
            foreach (var error in Mounts(container, volumes, place)) yield return error;
            foreach (var error in Resources(container["resources"] as JsonObject, $"{place}.resources")) yield return error;
        }
    }

    private static IEnumerable<FieldError> Mounts(JsonObject container, HashSet<string?> volumes, string path)
    {
        var mounts = container["volumeMounts"] as JsonArray ?? [];
        for (var i = 0; i < mounts.Count; i++)
            if (!volumes.Contains((string?)mounts[i]!["name"]))
                yield return new FieldError("FieldValueNotFound", $"{path}.volumeMounts[{i}].name", $"Not found: \"{mounts[i]!["name"]}\"");
    }

    private static IEnumerable<FieldError> Resources(JsonObject? resources, string path)
    {
        if (resources?["limits"] is not JsonObject limits) yield break;
        foreach (var (name, request) in resources["requests"] as JsonObject ?? [])
            if (limits[name] is { } limit && Quantity.Value((string)request!) > Quantity.Value((string)limit!))
                yield return FieldError.Invalid($"{path}.requests", $"\"{request}\"", $"must be less than or equal to {name} limit of {limit}");
    }
}
