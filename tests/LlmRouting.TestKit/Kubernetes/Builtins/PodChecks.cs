using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LlmRouting.TestKit.Kubernetes.Http;
using LlmRouting.TestKit.Kubernetes.Validation;

namespace LlmRouting.TestKit.Kubernetes.Builtins;

/// <summary>What every pod spec must have.</summary>
public static partial class PodChecks
{
    public static IEnumerable<FieldError> Of(JsonObject? spec, string path)
    {
        var containers = spec?["containers"] as JsonArray ?? [];
        if (containers.Count == 0) yield return FieldError.Required($"{path}.containers");
        var volumes = (spec?["volumes"] as JsonArray ?? []).Select(v => (string?)v!["name"]).ToHashSet();
        var names = new HashSet<string>();
        for (var i = 0; i < containers.Count; i++)
        {
            var container = containers[i]!.AsObject();
            var place = $"{path}.containers[{i}]";
            if ((string?)container["name"] is null or "") yield return FieldError.Required($"{place}.name");
            if ((string?)container["image"] is null or "") yield return FieldError.Required($"{place}.image");
            if ((string?)container["name"] is { Length: > 0 } name && !names.Add(name)) yield return new FieldError("FieldValueDuplicate", $"{place}.name", $"Duplicate value: \"{name}\"");
            foreach (var error in Ports(container["ports"] as JsonArray ?? [], place)) yield return error;
            foreach (var error in Mounts(container, volumes, place)) yield return error;
            foreach (var error in Resources(container["resources"] as JsonObject, $"{place}.resources")) yield return error;
        }
    }

    private static IEnumerable<FieldError> Ports(JsonArray ports, string path)
    {
        for (var i = 0; i < ports.Count; i++)
        {
            var (place, number, name) = ($"{path}.ports[{i}]", (long?)ports[i]!["containerPort"], (string?)ports[i]!["name"] ?? "");
            if (name.Length > 0 && !PortName().IsMatch(name)) yield return FieldError.Invalid($"{place}.name", Wire.Text(name), "must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)");
            if (name.Length > 0 && !name.Any(char.IsAsciiLetterLower)) yield return FieldError.Invalid($"{place}.name", Wire.Text(name), "must contain at least one letter (a-z)");
            if (name.Length > 15) yield return FieldError.Invalid($"{place}.name", Wire.Text(name), "must be no more than 15 characters");
            if (number is < 1 or > 65535) yield return FieldError.Invalid($"{place}.containerPort", $"{number}", "must be between 1 and 65535, inclusive");
        }
    }

    [GeneratedRegex("^[-a-z0-9]+$")]
    private static partial Regex PortName();

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
            if (limits[name] is { } extended && name.Contains('/') && Quantity.Value((string)request!) != Quantity.Value((string)extended!))
                yield return FieldError.Invalid($"{path}.requests", $"\"{request}\"", $"must be equal to {name} limit of {extended}");
            else if (limits[name] is { } limit && Quantity.Value((string)request!) > Quantity.Value((string)limit!))
                yield return FieldError.Invalid($"{path}.requests", $"\"{request}\"", $"must be less than or equal to {name} limit of {limit}");
    }
}
