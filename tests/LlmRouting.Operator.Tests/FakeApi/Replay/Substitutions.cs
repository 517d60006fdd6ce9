using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace LlmRouting.Operator.Tests.FakeApi.Replay;

/// <summary>Recorded uids, versions and continue tokens → those of this run, learned from answers.</summary>
public sealed partial class Substitutions
{
    private readonly Dictionary<string, string> known = [];
    private readonly SortedDictionary<long, long> versions = [];

    public void Learn(JsonNode? recorded, JsonNode? ours)
    {
        if (recorded is JsonObject r && ours is JsonObject o)
            foreach (var (name, value) in r) LearnMember(name, value, o[name]);
        if (recorded is JsonArray old && ours is JsonArray young)
            for (var i = 0; i < Math.Min(old.Count, young.Count); i++) Learn(old[i], young[i]);
    }

    public string Apply(string text)
    {
        foreach (var (old, young) in known) text = text.Replace(old, young);
        return VersionQuery().Replace(text, m => m.Groups[1].Value + Version(m.Groups[2].Value));
    }

    public JsonNode? Apply(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members.Select(m => KeyValuePair.Create(m.Key, m.Key == "resourceVersion" && m.Value is JsonValue v && v.TryGetValue(out string? s) ? Version(s) : Apply(m.Value)))),
        JsonArray items when items is [JsonObject { } first, ..] && first.ContainsKey("op") => new JsonArray([.. items.Select(Operation)]),
        JsonArray items => new JsonArray([.. items.Select(Apply)]),
        JsonValue value when value.TryGetValue(out string? text) => known.GetValueOrDefault(text, text),
        _ => node?.DeepClone(),
    };

    /// <summary>Generated names in a recorded answer, as they are called in this run.</summary>
    public JsonNode? Rename(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members.Select(m => KeyValuePair.Create(m.Key, Rename(m.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Rename)]),
        JsonValue value when value.TryGetValue(out string? text) => known.GetValueOrDefault(text, text),
        _ => node?.DeepClone(),
    };

    private JsonNode? Operation(JsonNode? node)
    {
        var operation = Apply(node)!.AsObject();
        if ((string?)operation["path"] == "/metadata/resourceVersion" && (string?)operation["value"] is { } value) operation["value"] = Version(value);
        return operation;
    }

    /// <summary>The version of ours that stands where the recorded one stood; one in between becomes the last before it.</summary>
    private string Version(string recorded)
    {
        if (!long.TryParse(recorded, out var number) || versions.Count == 0 || number < 10) return recorded;
        if (versions.TryGetValue(number, out var exact)) return exact.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var before = versions.Where(v => v.Key < number).Select(v => (long?)v.Value).LastOrDefault();
        if (number > versions.Keys.Last() + 100_000) return recorded;
        return before?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? recorded;
    }

    private void LearnMember(string name, JsonNode? recorded, JsonNode? ours)
    {
        if (name is "resourceVersion" or "uid" or "continue" or "name" or "controller-uid" && recorded is JsonValue r && ours is JsonValue o
            && r.TryGetValue(out string? old) && o.TryGetValue(out string? young) && old.Length > 0)
        {
            if (name == "resourceVersion" && long.TryParse(old, out var from) && long.TryParse(young, out var to)) versions[from] = to;
            else if (old != young && old.Length > 8) known[old] = young;
        }
        else Learn(recorded, ours);
    }

    [GeneratedRegex(@"(resourceVersion=)(\d+)")]
    private static partial Regex VersionQuery();
}
