using System.Text.Json.Nodes;
using LlmRouting.TestKit.Kubernetes.Http;
using LlmRouting.TestKit.Kubernetes.Schemas;

namespace LlmRouting.TestKit.Kubernetes.Patching;

/// <summary>strategic-merge-patch+json of built-ins: lists with a merge key, $patch, $setElementOrder, $deleteFromPrimitiveList, $retainKeys.</summary>
public static class StrategicMerge
{
    public static JsonObject Apply(JsonObject target, JsonObject patch, TypeSchema type)
    {
        if ((string?)patch["$patch"] == "replace") return Plain(patch);
        if ((string?)patch["$patch"] == "delete") return [];
        if (patch["$retainKeys"] is JsonArray retained) Retain(target, retained);
        foreach (var (name, value) in patch)
        {
            if (name.StartsWith("$deleteFromPrimitiveList/", StringComparison.Ordinal)) DeleteValues(target, name.Split('/')[1], value!.AsArray());
            else if (!name.StartsWith('$')) Member(target, name, value, type.Member(name) ?? TypeSchema.Any, patch);
        }
        return target;
    }

    private static void Member(JsonObject target, string name, JsonNode? value, TypeSchema type, JsonObject patch)
    {
        if (value is null) target.Remove(name);
        else if (value is JsonObject inner && type.Kind != SchemaKind.Scalar)
            target[name] = Apply(target[name]?.DeepClone() as JsonObject ?? [], inner, type);
        else if (value is JsonArray items && type.MergeKey is { } key)
            target[name] = Order(Items(target[name]?.DeepClone() as JsonArray ?? [], items, key, type.Element!), patch["$setElementOrder/" + name] as JsonArray, key);
        else target[name] = value.DeepClone();
    }

    private static JsonArray Items(JsonArray live, JsonArray patch, string key, TypeSchema element)
    {
        if (patch.Any(i => i is JsonObject o && o.ContainsKey("$patch") && (string?)o["$patch"] == "replace"))
            return new JsonArray([.. patch.Where(i => i is JsonObject o && !o.ContainsKey("$patch")).Select(i => i!.DeepClone())]);
        foreach (var item in patch) Item(live, item, key, element);
        return live;
    }

    private static void Item(JsonArray live, JsonNode? item, string key, TypeSchema element)
    {
        if (key.Length > 0 && (item as JsonObject)?[key] is null)
            throw Refusals.Internal($"map: map[{string.Join(" ", (item as JsonObject ?? []).Select(m => $"{m.Key}:{m.Value}"))}] does not contain declared merge key: {key}");
        var same = live.FirstOrDefault(i => JsonNode.DeepEquals(Identity(i, key), Identity(item, key)));
        if (item is JsonObject o && (string?)o["$patch"] == "delete")
        {
            if (same is not null) live.Remove(same);
        }
        else if (same is null) live.Add(item is JsonObject added ? Plain(added) : item?.DeepClone());
        else if (item is JsonObject change && same is JsonObject old) live[live.IndexOf(same)] = Apply(old.DeepClone().AsObject(), change, element);
    }

    private static JsonNode? Identity(JsonNode? item, string key) => key.Length == 0 ? item : (item as JsonObject)?[key];

    private static JsonArray Order(JsonArray items, JsonArray? wanted, string key)
    {
        if (wanted is null) return items;
        var order = wanted.Select(w => w is JsonObject o ? o[key] : w).ToList();
        int Rank(JsonNode? item) => order.FindIndex(w => JsonNode.DeepEquals(w, Identity(item, key)));
        var sorted = items.Select((item, at) => (item, rank: Rank(item), at)).ToList();
        return new JsonArray([.. sorted.OrderBy(i => i.rank < 0 ? int.MaxValue : i.rank).ThenBy(i => i.at).Select(i => i.item?.DeepClone())]);
    }

    private static void DeleteValues(JsonObject target, string name, JsonArray values)
    {
        if (target[name] is not JsonArray items) return;
        foreach (var value in values)
            if (items.FirstOrDefault(i => JsonNode.DeepEquals(i, value)) is { } found) items.Remove(found);
    }

    private static void Retain(JsonObject target, JsonArray retained)
    {
        var names = retained.Select(r => (string)r!).ToHashSet();
        foreach (var name in target.Select(m => m.Key).Where(n => !names.Contains(n)).ToList()) target.Remove(name);
    }

    private static JsonObject Plain(JsonObject patch) =>
        new(patch.Where(m => !m.Key.StartsWith('$')).Select(m => KeyValuePair.Create(m.Key, m.Value is JsonObject o ? Plain(o) : m.Value?.DeepClone())));
}
