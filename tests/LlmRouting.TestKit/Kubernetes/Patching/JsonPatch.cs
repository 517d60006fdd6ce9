using System.Text.Json.Nodes;
using LlmRouting.TestKit.Kubernetes.Http;

namespace LlmRouting.TestKit.Kubernetes.Patching;

/// <summary>RFC 6902. Whatever goes wrong is the API server's 422 with its empty message.</summary>
public static class JsonPatch
{
    public static JsonObject Apply(JsonObject target, JsonArray operations)
    {
        foreach (var operation in operations) Step(target, operation!.AsObject());
        return target;
    }

    private static void Step(JsonObject target, JsonObject operation)
    {
        var path = Pointer(operation, "path");
        switch ((string?)operation["op"])
        {
            case "add": Add(target, path, operation["value"]?.DeepClone()); break;
            case "replace": Replace(target, path, operation["value"]?.DeepClone()); break;
            case "remove": Remove(target, path); break;
            case "test": Test(target, path, operation["value"]); break;
            case "copy": Add(target, path, Get(target, Pointer(operation, "from"))?.DeepClone()); break;
            case "move": Move(target, Pointer(operation, "from"), path); break;
            default: throw Rejected();
        }
    }

    private static string[] Pointer(JsonObject operation, string name) =>
        [.. ((string?)operation[name] ?? throw Rejected()).Split('/').Skip(1).Select(p => p.Replace("~1", "/").Replace("~0", "~"))];

    private static JsonNode? Get(JsonNode target, ReadOnlySpan<string> path)
    {
        JsonNode? node = target;
        foreach (var part in path)
        {
            if (node is JsonObject members && members.TryGetPropertyValue(part, out var member)) node = member;
            else if (node is JsonArray items && int.TryParse(part, out var index) && index >= 0 && index < items.Count) node = items[index];
            else throw Rejected();
        }
        return node;
    }

    private static void Add(JsonObject target, string[] path, JsonNode? value)
    {
        var parent = Get(target, path.AsSpan(0, path.Length - 1));
        if (parent is JsonObject members) members[path[^1]] = value;
        else if (parent is JsonArray items && path[^1] == "-") items.Add(value);
        else if (parent is JsonArray list && int.TryParse(path[^1], out var index) && index >= 0 && index <= list.Count) list.Insert(index, value);
        else throw Rejected();
    }

    private static void Replace(JsonObject target, string[] path, JsonNode? value)
    {
        Get(target, path);
        if (Get(target, path.AsSpan(0, path.Length - 1)) is JsonArray items) items[int.Parse(path[^1], System.Globalization.CultureInfo.InvariantCulture)] = value;
        else Add(target, path, value);
    }

    private static void Remove(JsonObject target, string[] path)
    {
        Get(target, path);
        var parent = Get(target, path.AsSpan(0, path.Length - 1));
        if (parent is JsonObject members) members.Remove(path[^1]);
        else ((JsonArray)parent!).RemoveAt(int.Parse(path[^1], System.Globalization.CultureInfo.InvariantCulture));
    }

    private static void Test(JsonObject target, string[] path, JsonNode? value)
    {
        if (!JsonNode.DeepEquals(Get(target, path), value)) throw Rejected();
    }

    private static void Move(JsonObject target, string[] from, string[] path)
    {
        var value = Get(target, from)?.DeepClone();
        Remove(target, from);
        Add(target, path, value);
    }

    private static ApiRefusal Rejected() =>
        Refusals.Status(422, "Invalid", "the server rejected our request due to an error in our request", []);
}
