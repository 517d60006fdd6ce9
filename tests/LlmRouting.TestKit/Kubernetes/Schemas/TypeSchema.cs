using System.Collections.Frozen;

namespace LlmRouting.TestKit.Kubernetes.Schemas;

/// <summary>A type as server-side apply, pruning, defaulting and validation need it; built-ins and CRDs alike.</summary>
public sealed class TypeSchema
{
    public static TypeSchema Any { get; } = new() { Kind = SchemaKind.Any, PreservesUnknown = true };

    private bool? hasRules;

    public required SchemaKind Kind { get; init; }

    /// <summary>Name of a built-in's Go struct.</summary>
    public string Name { get; init; } = "";

    /// <summary>string, integer, number, boolean, and for built-ins quantity, intOrString, time, microtime, bytes.</summary>
    public string Scalar { get; init; } = "";

    public FrozenDictionary<string, FieldSchema> Fields { get; init; } = FrozenDictionary<string, FieldSchema>.Empty;

    /// <summary>Values of a map, items of a list.</summary>
    public TypeSchema? Element { get; init; }

    public ListType ListType { get; init; }

    public IReadOnlyList<string> Keys { get; init; } = [];

    /// <summary>Key of strategic merge; "" merges by value; null replaces the list.</summary>
    public string? MergeKey { get; init; }

    /// <summary>One owner for the whole struct or map.</summary>
    public bool Atomic { get; init; }

    public bool PreservesUnknown { get; init; }

    public bool Embedded { get; init; }

    public bool Nullable { get; init; }

    public Constraints Constraints { get; init; } = Constraints.None;

    /// <summary>There are CEL rules here or below.</summary>
    public bool HasRules => hasRules ??= FindRules();

    private bool FindRules() => Constraints.Rules.Count > 0 || (Element?.HasRules ?? false) || Fields.Values.Any(f => f.Type.HasRules);

    /// <summary>The type of a member of a struct or map; null is "unknown field".</summary>
    public TypeSchema? Member(string name) => Kind switch
    {
        SchemaKind.Struct => Fields.TryGetValue(name, out var field) ? field.Type : PreservesUnknown ? Any : null,
        SchemaKind.Map => Element,
        _ => Any,
    };

    /// <summary>Whether the path of a member is owned even where it has children (map entries are, fields of structs are not).</summary>
    public bool Declares(string name) => Kind == SchemaKind.Struct && Fields.ContainsKey(name);
}
