using System.Collections.Frozen;
using System.Text.Json.Nodes;
using LlmRouting.TestKit.Kubernetes.Schemas;

namespace LlmRouting.TestKit.Kubernetes.Builtins;

/// <summary>Reads the notation that <see cref="BuiltinTypes"/> describes.</summary>
public sealed class TypeTableReader(IReadOnlyList<string> lines)
{
    private static readonly FrozenSet<string> Scalars =
        new[] { "string", "integer", "number", "boolean", "quantity", "intOrString", "time", "microtime", "bytes" }.ToFrozenSet();

    private readonly Dictionary<string, string> texts = lines.ToDictionary(l => l.Split(' ')[0].TrimStart('~'));
    private readonly Dictionary<string, TypeSchema> types = [];

    public IReadOnlyDictionary<string, TypeSchema> ReadAll()
    {
        foreach (var name in texts.Keys) Named(name);
        return types;
    }

    private TypeSchema Named(string name)
    {
        if (types.TryGetValue(name, out var known)) return known;
        var parts = texts[name].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var fields = parts.Skip(1).Select(Field).ToDictionary(f => f.Name, f => f.Schema);
        var roots = fields.ContainsKey("metadata") && name is not ("PodTemplateSpec" or "JobTemplateSpec" or "PersistentVolumeClaimTemplate");
        if (roots) fields["apiVersion"] = fields["kind"] = new FieldSchema(new TypeSchema { Kind = SchemaKind.Scalar, Scalar = "string" });
        return types[name] = new TypeSchema { Kind = SchemaKind.Struct, Name = name[(name.LastIndexOf('.') + 1)..], Atomic = parts[0][0] == '~', Fields = fields.ToFrozenDictionary() };
    }

    private (string Name, FieldSchema Schema) Field(string text)
    {
        var colon = text.IndexOf(':');
        var position = colon + 1;
        var type = Type(text, ref position);
        var present = Accept(text, '!', ref position);
        var required = Accept(text, '*', ref position);
        var pointer = Accept(text, '?', ref position);
        var fallback = Accept(text, '=', ref position) ? Default(text[position..], type) : null;
        return (text[..colon], new FieldSchema(type, fallback, present, required, pointer));
    }

    private TypeSchema Type(string text, ref int position) => text[position] switch
    {
        '[' => List(text, ref position),
        '{' => Map(text, ref position),
        _ => Word(text, ref position),
    };

    private TypeSchema List(string text, ref int position)
    {
        position++;
        var element = Type(text, ref position);
        position++;
        string[]? keys = null;
        if (Accept(text, '(', ref position))
        {
            var end = text.IndexOf(')', position);
            keys = text[position..end].Split(',', StringSplitOptions.RemoveEmptyEntries);
            position = end + 1;
        }
        var merge = Accept(text, '^', ref position) ? Name(text, ref position) : null;
        var list = keys is null ? ListType.Atomic : keys.Length == 0 ? ListType.Set : ListType.Map;
        return new TypeSchema { Kind = SchemaKind.List, Element = element, ListType = list, Keys = keys ?? [], MergeKey = merge };
    }

    private TypeSchema Map(string text, ref int position)
    {
        position++;
        var element = Type(text, ref position);
        position++;
        return new TypeSchema { Kind = SchemaKind.Map, Element = element, Atomic = Accept(text, '~', ref position) };
    }

    private TypeSchema Word(string text, ref int position)
    {
        var name = Name(text, ref position);
        if (name is "any" or "object") return TypeSchema.Any;
        return Scalars.Contains(name) ? new TypeSchema { Kind = SchemaKind.Scalar, Scalar = name } : Named(name);
    }

    private static string Name(string text, ref int position)
    {
        var start = position;
        while (position < text.Length && (char.IsLetterOrDigit(text[position]) || text[position] is '.' or '-' or '_')) position++;
        return text[start..position];
    }

    private static bool Accept(string text, char wanted, ref int position)
    {
        if (position >= text.Length || text[position] != wanted) return false;
        position++;
        return true;
    }

    private static JsonNode? Default(string text, TypeSchema type) => type.Scalar switch
    {
        "integer" => long.Parse(text, System.Globalization.CultureInfo.InvariantCulture),
        "boolean" => bool.Parse(text),
        "" => JsonNode.Parse(text),
        _ => text.Trim('"'),
    };
}
