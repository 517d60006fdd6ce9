using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace LlmRouting.Operator.Tests.FakeApi.Replay;

/// <summary>Recorded uids, versions and continue tokens → those of this run, learned from answers.</summary>
/// <param name="present">The newest version of this run.</param>
public sealed partial class Substitutions(Func<ulong> present)
{
    private readonly Dictionary<string, string> known = [];
    private readonly SortedDictionary<long, long> versions = [];

    public void Learn(JsonNode? recorded, JsonNode? ours)
    {
        if (recorded is JsonObject r && ours is JsonObject o)
            foreach (var (name, value) in r.Where(m => m.Key != "name" || r.ContainsKey("generateName"))) LearnMember(name, value, o[name]);
        if (recorded is JsonArray old && ours is JsonArray young)
            for (var i = 0; i < Math.Min(old.Count, young.Count); i++) Learn(old[i], young[i]);
    }

    /// <summary>What a request names that this run has not been asked about yet.</summary>
    public void Recognise(JsonNode? named, JsonNode live)
    {
        if ((string?)named?["uid"] is { } uid && !known.ContainsValue((string)live["uid"]!)) known.TryAdd(uid, (string)live["uid"]!);
        if (long.TryParse((string?)named?["resourceVersion"], out var version)) versions.TryAdd(version, long.Parse((string)live["resourceVersion"]!, System.Globalization.CultureInfo.InvariantCulture));
    }

    /// <summary>An ETag, and with it the hash in OpenAPI addresses.</summary>
    public void LearnTag(string? recorded, string? ours)
    {
        if (recorded is not null && ours is not null) known[recorded.Trim('"')] = ours.Trim('"');
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

    /// <summary>The version of ours that stands where the recorded one stood; one in between becomes the last before it, one that is newer than all the present.</summary>
    private string Version(string recorded)
    {
        if (!long.TryParse(recorded, out var number) || number < 10 || versions.Count > 0 && number > versions.Keys.Last() + 50_000) return recorded;
        if (versions.TryGetValue(number, out var exact)) return Text(exact);
        if (versions.Count == 0 || number > versions.Keys.Last()) return Text((long)present());
        return Text(versions.Where(v => v.Key < number).Select(v => (long?)v.Value).LastOrDefault() ?? versions.Values.First() - 1);
    }

    private static string Text(long version) => version.ToString(System.Globalization.CultureInfo.InvariantCulture);

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
