using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using LlmRouting.Contract.Api;

namespace LlmRouting.Contract.Manifests;

/// <summary>
/// Holds a document against the record it becomes: unknown, missing, doubled and ill-typed fields, all at once.
/// What is faulty is left out (or, where required, replaced by a neutral value), so that the rest can still be validated.
/// </summary>
internal sealed class StructureCheck(ManifestKind kind, PositionMap positions, FaultyPaths faults, Action<Position, string, string> report)
{
    /// <summary>Written by the server into what <c>kubectl get -o yaml</c> prints. The uid, too: a copy under another name would share the limits of what it was copied from.</summary>
    private static readonly HashSet<string> ServerFields = new(StringComparer.Ordinal)
    {
        "status", "metadata.uid", "metadata.resourceVersion", "metadata.generation", "metadata.managedFields", "metadata.selfLink", "metadata.finalizers",
        "metadata.ownerReferences", "metadata.deletionTimestamp", "metadata.deletionGracePeriodSeconds", "metadata.generateName",
    };

    /// <summary>The value as JSON, or null where it is absent or faulty.</summary>
    public JsonNode? Check(ManifestNode node, JsonTypeInfo type, string path) => type.Kind switch
    {
        JsonTypeInfoKind.Object => Object(node, type, path),
        JsonTypeInfoKind.Enumerable => List(node, type, path),
        JsonTypeInfoKind.Dictionary => Map(node, path),
        _ => node is ScalarNode scalar
            ? ScalarCheck.Read(scalar, type.Type, kind.Kind, path, message => Fault(node.Position, path, message))
            : Fault(node.Position, path, $"must be {TypeWords.Of(type.Type)}, not {TypeWords.Of(node)}"),
    };

    private JsonObject? Object(ManifestNode node, JsonTypeInfo type, string path)
    {
        if (Mapping(node, path, "an object") is not { } entries) return null;
        var known = type.Properties.Where(IsField).ToDictionary(property => property.Name);
        var result = new JsonObject();
        var meant = new HashSet<string?>();
        foreach (var (name, entry) in entries)
        {
            var field = FieldPath.Field(path, name);
            positions.Add(field, entry.Key.Position);
            if (kind.Served && ServerFields.Contains(field)) continue;
            if (!known.TryGetValue(name, out var property)) meant.Add(Unknown(entry.Key.Position, field, name, known.Keys));
            else if (!IsNull(entry.Value) && Check(entry.Value, TypeOf(property), field) is { } value) result[name] = value;
        }

        foreach (var property in known.Values.Where(property => property.IsRequired && !result.ContainsKey(property.Name)))
            result[property.Name] = Missing(FieldPath.Field(path, property.Name), property, meant.Contains(property.Name));
        return result;
    }

    /// <param name="isThere">Under another name, of which that has been said.</param>
    private JsonNode Missing(string field, JsonPropertyInfo property, bool isThere)
    {
        if (isThere) faults.Add(field);
        else if (!faults.Cover(field)) Fault(positions.Find(field), field, "is required");
        return Placeholder.For(TypeOf(property));
    }

    /// <returns>The field that was meant, where that can be guessed.</returns>
    private string? Unknown(Position position, string field, string name, IReadOnlyCollection<string> known)
    {
        if (!kind.Ours) return null;
        Fault(position, field, RoadmapFields.Refusal(kind.Kind, field) ?? $"unknown field: {Suggestion.Sentence(name, known)}");
        return Suggestion.For(name, known);
    }

    private JsonArray? List(ManifestNode node, JsonTypeInfo type, string path)
    {
        if (node is not SequenceNode sequence)
        {
            Fault(node.Position, path, $"must be a list, not {TypeWords.Of(node)}");
            return null;
        }

        var elementType = type.Options.GetTypeInfo(type.ElementType!);
        var result = new JsonArray();
        for (var i = 0; i < sequence.Items.Count; i++)
        {
            var item = FieldPath.Item(path, i);
            positions.Add(item, sequence.Items[i].Position);
            var value = IsNull(sequence.Items[i])
                ? Fault(sequence.Items[i].Position, item, "is empty")
                : Check(sequence.Items[i], elementType, item);
            result.Add(value ?? Placeholder.For(elementType));
        }

        return result;
    }

    private JsonObject? Map(ManifestNode node, string path)
    {
        if (Mapping(node, path, "a map of strings") is not { } entries) return null;
        var result = new JsonObject();
        foreach (var (name, entry) in entries)
        {
            var field = FieldPath.Key(path, name);
            positions.Add(field, entry.Key.Position);
            if (Check(entry.Value, ApiJsonContext.Default.String, field) is { } value) result[name] = value;
        }

        return result;
    }

    private Dictionary<string, MappingEntry>? Mapping(ManifestNode node, string path, string expected)
    {
        if (node is MappingNode mapping)
            return MappingReader.Read(mapping, (position, key, message) => Fault(position, FieldPath.Field(path, key), message));
        Fault(node.Position, path, $"must be {expected}, not {TypeWords.Of(node)}");
        return null;
    }

    private JsonNode? Fault(Position position, string path, string message)
    {
        faults.Add(path);
        report(position, path, message);
        return null;
    }

    /// <summary>The server drops a null of a field that is not nullable; none of ours is.</summary>
    private static bool IsNull(ManifestNode node) =>
        node is ScalarNode { Plain: true } scalar && PlainScalar.Classify(scalar.Value, out _) == ScalarKind.Null;

    private static bool IsField(JsonPropertyInfo property) => property.Get is not null && property.Set is not null;

    private static JsonTypeInfo TypeOf(JsonPropertyInfo property) => property.Options.GetTypeInfo(property.PropertyType);
}
