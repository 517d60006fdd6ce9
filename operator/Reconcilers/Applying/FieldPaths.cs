using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace LlmRouting.Operator.Reconcilers.Applying;

/// <summary>Paths as the API server names them in conflicts: <c>.spec.template.spec.containers[name="vllm"].image</c>.</summary>
public static partial class FieldPaths
{
    /// <summary>Takes the field out of what is to be applied; where its parent is not there, nothing.</summary>
    public static void Remove(JsonObject body, string path)
    {
        JsonNode? parent = null, node = body;
        string? name = null;
        foreach (Match step in Steps().Matches(path))
        {
            // Label and annotation keys have dots of their own, and the server does not quote them.
            if ((node as JsonObject)?.Remove(path[(step.Index + 1)..]) == true) return;
            parent = node;
            name = step.Groups["field"].Success ? step.Groups["field"].Value : null;
            node = name is null ? Item(node as JsonArray, step) : (node as JsonObject)?[name];
            if (node is null) return;
        }

        if (name is not null) (parent as JsonObject)?.Remove(name);
        else if (node is not null) (parent as JsonArray)?.Remove(node);
    }

    private static JsonNode? Item(JsonArray? items, Match step)
    {
        if (items is null) return null;
        if (step.Groups["index"].Success) return items.ElementAtOrDefault(int.Parse(step.Groups["index"].Value, System.Globalization.CultureInfo.InvariantCulture));
        var keys = KeyValues().Matches(step.Groups["keys"].Value);
        return items.FirstOrDefault(item => keys.All(key => item is JsonObject fields && fields[key.Groups[1].Value]?.ToJsonString() == key.Groups[2].Value));
    }

    [GeneratedRegex("""\.(?<field>[^.\[\]]+)|\[(?<index>\d+)\]|\[(?<keys>[^\]]+)\]""")]
    private static partial Regex Steps();

    [GeneratedRegex("""([^=,]+)=("(?:[^"\\]|\\.)*"|[^,]+)""")]
    private static partial Regex KeyValues();
}
