using System.Text.Json.Nodes;
using LlmRouting.TestKit.Kubernetes.Schemas;

namespace LlmRouting.TestKit.Kubernetes.Apply;

/// <summary>Live object + applied object, where the applied one says something.</summary>
public static class ObjectMerger
{
    public static JsonNode? Merge(JsonNode? live, JsonNode? applied, TypeSchema type)
    {
        if (type.Kind == SchemaKind.List && type.ListType != ListType.Atomic && live is JsonArray old && applied is JsonArray young)
            return MergeItems(old, young, type);
        if (type.Kind is SchemaKind.Struct or SchemaKind.Map or SchemaKind.Any && !type.Atomic && live is JsonObject was && applied is JsonObject wanted)
            return MergeMembers(was, wanted, type);
        return applied?.DeepClone();
    }

    private static JsonObject MergeMembers(JsonObject live, JsonObject applied, TypeSchema type)
    {
        var result = new JsonObject();
        foreach (var (name, value) in live)
            result[name] = applied.TryGetPropertyValue(name, out var wanted) ? Merge(value, wanted, type.Member(name) ?? TypeSchema.Any) : value?.DeepClone();
        foreach (var (name, value) in applied)
            if (!live.ContainsKey(name)) result[name] = value?.DeepClone();
        return result;
    }

    /// <summary>Keeps the order of the applied list, live items stay where they were beside their neighbours.</summary>
    private static JsonArray MergeItems(JsonArray live, JsonArray applied, TypeSchema type)
    {
        var left = live.Select(i => PathElements.Item(type, i) ?? "").ToList();
        var right = applied.Select(i => PathElements.Item(type, i) ?? "").ToList();
        var shared = new Queue<string>(right.Where(left.Contains));
        var merged = new HashSet<string>();
        var result = new JsonArray();
        for (int l = 0, r = 0; l < left.Count || r < right.Count;)
        {
            if (l < left.Count && r < right.Count && left[l] != right[r] && right.Contains(left[l])
                && shared.TryPeek(out var next) && next != left[l])
            {
                l++;
                continue;
            }
            if (l < left.Count && (r >= right.Count || left[l] != right[r]))
            {
                if (!right.Contains(left[l]))
                {
                    result.Add(live[l++]?.DeepClone());
                    continue;
                }
                if (merged.Contains(left[l])) l++;
            }
            if (r >= right.Count) continue;
            var same = left.IndexOf(right[r]);
            if (l < left.Count && left[l] == right[r]) l++;
            if (shared.TryPeek(out var head) && head == right[r]) shared.Dequeue();
            merged.Add(right[r]);
            result.Add(same < 0 ? applied[r]?.DeepClone() : Merge(live[same], applied[r], type.Element!));
            r++;
        }
        return result;
    }
}
