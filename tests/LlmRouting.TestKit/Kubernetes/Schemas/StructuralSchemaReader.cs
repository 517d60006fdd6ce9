using System.Collections.Frozen;
using System.Text.Json.Nodes;
using LlmRouting.TestKit.Kubernetes.Builtins;

namespace LlmRouting.TestKit.Kubernetes.Schemas;

/// <summary>openAPIV3Schema of a CRD → <see cref="TypeSchema"/>.</summary>
public static class StructuralSchemaReader
{
    private static readonly string[] Envelope = ["apiVersion", "kind", "metadata"];
    private static readonly TypeSchema Text = new() { Kind = SchemaKind.Scalar, Scalar = "string" };

    /// <summary>The schema of whole objects: what the CRD says plus apiVersion, kind and ObjectMeta.</summary>
    public static TypeSchema Root(JsonObject schema) => ReadStruct(schema, Enveloped);

    public static TypeSchema Read(JsonObject schema)
    {
        var type = (string?)schema["type"];
        if (Flag(schema, "x-kubernetes-int-or-string")) return Scalar(schema, "intOrString");
        if (type == "array") return ReadList(schema);
        if (type == "object" && schema["additionalProperties"] is JsonObject values) return ReadMap(schema, Read(values));
        if (type == "object" && Flag(schema, "x-kubernetes-embedded-resource")) return ReadStruct(schema, Enveloped);
        if (type == "object" && (schema["properties"] is JsonObject || !Flag(schema, "x-kubernetes-preserve-unknown-fields")))
            return ReadStruct(schema, static fields => fields);
        return type is null or "object" ? UntypedOf(schema) : Scalar(schema, type);
    }

    private static Dictionary<string, FieldSchema> Enveloped(Dictionary<string, FieldSchema> fields)
    {
        foreach (var name in Envelope) fields[name] = new FieldSchema(name == "metadata" ? BuiltinTypes.ObjectMeta : Text);
        return fields;
    }

    private static TypeSchema ReadStruct(JsonObject schema, Func<Dictionary<string, FieldSchema>, Dictionary<string, FieldSchema>> complete)
    {
        var fields = new Dictionary<string, FieldSchema>();
        foreach (var (name, value) in schema["properties"] as JsonObject ?? [])
            fields[name] = new FieldSchema(Read(value!.AsObject()), value["default"]?.DeepClone());
        return new TypeSchema
        {
            Kind = SchemaKind.Struct,
            Fields = complete(fields).ToFrozenDictionary(),
            Atomic = (string?)schema["x-kubernetes-map-type"] == "atomic",
            PreservesUnknown = Flag(schema, "x-kubernetes-preserve-unknown-fields"),
            Embedded = Flag(schema, "x-kubernetes-embedded-resource"),
            Nullable = Flag(schema, "nullable"),
            Constraints = ConstraintsReader.Read(schema),
        };
    }

    private static TypeSchema ReadMap(JsonObject schema, TypeSchema values) => new()
    {
        Kind = SchemaKind.Map,
        Element = values,
        Atomic = (string?)schema["x-kubernetes-map-type"] == "atomic",
        Nullable = Flag(schema, "nullable"),
        Constraints = ConstraintsReader.Read(schema),
    };

    private static TypeSchema ReadList(JsonObject schema) => new()
    {
        Kind = SchemaKind.List,
        Element = schema["items"] is JsonObject items ? Read(items) : TypeSchema.Any,
        ListType = (string?)schema["x-kubernetes-list-type"] switch { "map" => ListType.Map, "set" => ListType.Set, _ => ListType.Atomic },
        Keys = [.. (schema["x-kubernetes-list-map-keys"] as JsonArray ?? []).Select(k => (string)k!)],
        Nullable = Flag(schema, "nullable"),
        Constraints = ConstraintsReader.Read(schema),
    };

    private static TypeSchema Scalar(JsonObject schema, string type) => new()
    {
        Kind = SchemaKind.Scalar, Scalar = type, Nullable = Flag(schema, "nullable"), Constraints = ConstraintsReader.Read(schema),
    };

    private static TypeSchema UntypedOf(JsonObject schema) => new()
    {
        Kind = SchemaKind.Any,
        Scalar = (string?)schema["type"] ?? "",
        PreservesUnknown = true,
        Nullable = Flag(schema, "nullable"),
        Constraints = ConstraintsReader.Read(schema),
    };

    private static bool Flag(JsonObject schema, string name) => schema[name] is JsonValue value && value.TryGetValue(out bool set) && set;
}
