using System.Text.Json.Nodes;

namespace LlmRouting.TestKit.Kubernetes.Apply;

/// <summary>metadata.managedFields, decoded.</summary>
public sealed class ManagedFields
{
    private readonly Dictionary<ManagerKey, FieldSet> sets = [];
    private readonly Dictionary<ManagerKey, string> times = [];

    public IReadOnlyDictionary<ManagerKey, FieldSet> Sets => sets;

    public static ManagedFields Read(JsonNode? entries)
    {
        var result = new ManagedFields();
        foreach (var entry in (entries as JsonArray ?? []).OfType<JsonObject>())
        {
            var key = new ManagerKey(
                (string?)entry["manager"] ?? "", (string?)entry["operation"] ?? "", (string?)entry["apiVersion"] ?? "", (string?)entry["subresource"] ?? "");
            result.sets[key] = FieldSetJson.Read(entry["fieldsV1"] as JsonObject ?? []);
            if (entry["time"] is { } time) result.times[key] = (string)time!;
        }
        return result;
    }

    public FieldSet? Find(ManagerKey manager) => sets.GetValueOrDefault(manager);

    public void Set(ManagerKey manager, FieldSet set)
    {
        if (set.Trim()) Remove(manager);
        else sets[manager] = set;
    }

    public void Touch(ManagerKey manager, string time) => times[manager] = time;

    public void Remove(ManagerKey manager)
    {
        sets.Remove(manager);
        times.Remove(manager);
    }

    public string? Time(ManagerKey manager) => times.GetValueOrDefault(manager);

    /// <summary>Applied entries first, then by time and name, as the API server sorts them.</summary>
    public JsonArray Write() => new([.. sets.OrderBy(s => s.Key.Operation, StringComparer.Ordinal)
        .ThenBy(s => times.GetValueOrDefault(s.Key) ?? "", StringComparer.Ordinal)
        .ThenBy(s => s.Key.Name, StringComparer.Ordinal).ThenBy(s => s.Key.ApiVersion, StringComparer.Ordinal)
        .ThenBy(s => s.Key.Subresource, StringComparer.Ordinal).Select(s => Entry(s.Key, s.Value))]);

    private JsonObject Entry(ManagerKey key, FieldSet set)
    {
        var entry = new JsonObject { ["manager"] = key.Name, ["operation"] = key.Operation, ["apiVersion"] = key.ApiVersion };
        if (times.TryGetValue(key, out var time)) entry["time"] = time;
        entry["fieldsType"] = "FieldsV1";
        entry["fieldsV1"] = FieldSetJson.Write(set);
        if (key.Subresource.Length > 0) entry["subresource"] = key.Subresource;
        return entry;
    }
}
