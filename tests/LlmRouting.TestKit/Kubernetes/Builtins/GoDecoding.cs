using System.Text.Json;
using System.Text.Json.Nodes;
using LlmRouting.TestKit.Kubernetes.Http;
using LlmRouting.TestKit.Kubernetes.Schemas;
using LlmRouting.TestKit.Kubernetes.Storage;
using LlmRouting.TestKit.Kubernetes.Validation;

namespace LlmRouting.TestKit.Kubernetes.Builtins;

/// <summary>What becomes of JSON on its way through the Go structs of a built-in kind.</summary>
public static class GoDecoding
{
    /// <summary>A value of the wrong type is 400, before anything else is looked at.</summary>
    public static void Check(JsonObject value, ResourceType type) => Check(value, type.Schema, "", type, type.Kind);

    /// <summary>The same for the metadata of custom resources.</summary>
    public static void CheckMetadata(JsonObject value, ResourceType type)
    {
        if (value["metadata"] is JsonValue or JsonArray) throw Refusals.BadRequest(Handled(type, $"json: cannot unmarshal {GoName(value["metadata"]!)} into Go value of type v1.ObjectMeta"));
        if (value["metadata"] is not JsonObject metadata) return;
        foreach (var (name, member) in metadata)
            if (type.Schema.Fields.GetValueOrDefault("metadata")?.Type.Member(name) is { } schema && Misfit(member, schema) is var (found, wanted))
                throw Refusals.BadRequest(Handled(type, $"json: cannot unmarshal {found} into Go struct field ObjectMeta.{name} of type {wanted}"));
    }

    private static (string Found, string Wanted)? Misfit(JsonNode? value, TypeSchema schema)
    {
        if (value is null) return null;
        if (!TypeChecks.Fits(value, schema)) return (GoName(value), GoType(schema));
        return (value as JsonObject)?.Select(m => Misfit(m.Value, schema.Member(m.Key) ?? TypeSchema.Any)).FirstOrDefault(m => m is not null);
    }

    /// <summary>Empty maps, lists and strings of optional fields vanish; quantities and times take their canonical form.</summary>
    public static void Normalize(JsonObject value, TypeSchema type)
    {
        if (type.Kind is not (SchemaKind.Struct or SchemaKind.Map)) return;
        List<string>? doomed = null;
        foreach (var (name, member) in value.ToList())
        {
            var field = type.Fields.GetValueOrDefault(name);
            if (type.Member(name) is not { } schema || name == "managedFields") continue;
            Inner(value, name, member, schema);
            if (type.Kind == SchemaKind.Struct && field is { Present: false, Required: false, Pointer: false, Default: null } && IsEmpty(member, schema)) (doomed ??= []).Add(name);
        }
        foreach (var name in doomed ?? []) value.Remove(name);
    }

    private static void Inner(JsonObject parent, string name, JsonNode? member, TypeSchema schema)
    {
        if (member is JsonObject inner) Normalize(inner, schema);
        else if (member is JsonArray items && schema.Kind == SchemaKind.List) NormalizeItems(items, schema.Element!);
        else if (Canonical.Form(member, schema.Scalar) is { } canonical) parent[name] = canonical;
    }

    private static void NormalizeItems(JsonArray items, TypeSchema schema)
    {
        foreach (var item in items)
            if (item is JsonObject inner) Normalize(inner, schema);
    }

    private static bool IsEmpty(JsonNode? member, TypeSchema schema) => member switch
    {
        JsonArray { Count: 0 } => true,
        JsonObject { Count: 0 } => schema.Kind == SchemaKind.Map,
        JsonValue value => schema.Scalar == "string" && value.TryGetValue(out string? text) && text.Length == 0,
        _ => member is null,
    };

    private static void Check(JsonNode? value, TypeSchema schema, string path, ResourceType type, string owner)
    {
        if (value is null) return;
        if (!TypeChecks.Fits(value, schema)) throw Refusals.BadRequest(Message(value, schema, path, type, owner));
        if (value is JsonObject members)
            foreach (var (name, member) in members)
                if (schema.Member(name) is { } inner) Check(member, inner, path.Length == 0 ? name : schema.Kind == SchemaKind.Map ? path : $"{path}.{name}", type, schema.Name.Length > 0 ? schema.Name : owner);
        if (value is JsonArray items && schema.Kind == SchemaKind.List)
            foreach (var item in items) Check(item, schema.Element!, path, type, owner);
        if (Canonical.Problem(value, schema.Scalar) is { } problem)
            throw Refusals.BadRequest($"{type.Kind} in version \"{type.Version}\" cannot be handled as a {type.Kind}: {problem}");
    }

    private static string Message(JsonNode value, TypeSchema schema, string path, ResourceType type, string owner)
    {
        return Handled(type, $"json: cannot unmarshal {GoName(value)} into Go struct field {owner}.{path} of type {GoType(schema)}");
    }

    private static string Handled(ResourceType type, string problem) => $"{type.Kind} in version \"{type.Version}\" cannot be handled as a {type.Kind}: {problem}";

    private static string GoName(JsonNode value) => value.GetValueKind() switch
    {
        JsonValueKind.String => "string",
        JsonValueKind.Number => "number",
        JsonValueKind.Array => "array",
        JsonValueKind.Object => "object",
        _ => "bool",
    };

    private static string GoType(TypeSchema schema) => schema.Kind switch
    {
        SchemaKind.Scalar => schema.Scalar switch { "integer" => "int32", "boolean" => "bool", "time" or "microtime" => "string", var other => other },
        SchemaKind.List => "[]" + GoType(schema.Element!),
        SchemaKind.Map => "map[string]" + GoType(schema.Element!),
        _ => "map[string]interface {}",
    };
}
