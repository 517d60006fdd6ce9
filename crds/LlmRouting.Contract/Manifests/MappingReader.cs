namespace LlmRouting.Contract.Manifests;

/// <summary>The fields of a mapping: keys are strings, none is there twice, merge keys are merged where their result is beyond doubt.</summary>
internal static class MappingReader
{
    /// <param name="report">Takes where, the key and the sentence.</param>
    public static Dictionary<string, MappingEntry> Read(MappingNode mapping, Action<Position, string, string> report)
    {
        var fields = new Dictionary<string, MappingEntry>(StringComparer.Ordinal);
        foreach (var entry in mapping.Entries)
        {
            if (entry.Key is ScalarNode { Plain: true, Value: "<<" }) Merge(entry, fields, report);
            else if (KeyOf(entry.Key, report) is { } key) Add(key, entry, entry.Key.Position, fields, report);
        }

        return fields;
    }

    private static void Add(
        string key, MappingEntry entry, Position position, Dictionary<string, MappingEntry> fields, Action<Position, string, string> report)
    {
        if (fields.TryAdd(key, entry)) return;
        report(position, key, $"is there twice, first in line {fields[key].Key.Position.Line}");
    }

    private static void Merge(MappingEntry entry, Dictionary<string, MappingEntry> fields, Action<Position, string, string> report)
    {
        var sources = entry.Value is SequenceNode list ? list.Items : [entry.Value];
        foreach (var source in sources)
        {
            if (source is not MappingNode mapping)
            {
                report(entry.Key.Position, "<<", "takes an object or a list of objects");
                continue;
            }

            foreach (var (key, merged) in Read(mapping, report))
            {
                if (!fields.TryAdd(key, merged))
                    report(entry.Key.Position, key, "comes from << and stands here too; YAML readers disagree which one counts: keep one");
            }
        }
    }

    private static string? KeyOf(ManifestNode key, Action<Position, string, string> report)
    {
        if (key is not ScalarNode scalar)
        {
            report(key.Position, "?", "a key must be a string");
            return null;
        }

        if (!scalar.Plain) return scalar.Value;
        switch (PlainScalar.Classify(scalar.Value, out var trap))
        {
            case ScalarKind.Text:
                return scalar.Value;
            case ScalarKind.Trap:
                report(key.Position, scalar.Value, $"a key must be a string, and {trap}");
                return null;
            default:
                report(key.Position, scalar.Value, "a key must be a string: quote it");
                return null;
        }
    }
}
