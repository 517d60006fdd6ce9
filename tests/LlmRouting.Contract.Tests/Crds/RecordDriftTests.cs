using System.Text.Json.Serialization.Metadata;
using LlmRouting.Contract.Api;

namespace LlmRouting.Contract.Tests.Crds;

/// <summary>The API is written twice, as records and as YAML: neither has a field, a type, a required or a word that the other has not.</summary>
public sealed class RecordDriftTests
{
    /// <summary>The server asks for these by itself.</summary>
    private static readonly HashSet<string> ServersOwn = ["apiVersion", "kind", "metadata"];

    public static TheoryData<string> Kinds => Crd.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Records_and_schema_are_alike_field_by_field(string kind)
    {
        var crd = Crd.Of(kind);
        Assert.Empty(Compare(new SchemaNode("", crd.Schema), crd.Record));
    }

    private static IEnumerable<string> Compare(SchemaNode schema, JsonTypeInfo record) => record.Kind switch
    {
        JsonTypeInfoKind.Object => Objects(schema, record),
        JsonTypeInfoKind.Enumerable => Says(schema, "type", "array").Concat(Compare(schema.Element!, TypeOf(record.ElementType!))),
        JsonTypeInfoKind.Dictionary => Says(schema, "type", "object").Concat(Says(schema.Element!, "type", "string")),
        _ => Scalars(schema, Nullable.GetUnderlyingType(record.Type) ?? record.Type),
    };

    private static IEnumerable<string> Objects(SchemaNode schema, JsonTypeInfo record)
    {
        if (schema.Path == "metadata") return [];
        var fields = schema.Fields.ToDictionary(field => field.Path[(field.Path.LastIndexOf('.') + 1)..]);
        var properties = record.Properties.Where(property => property.Get is not null && property.Set is not null).ToDictionary(property => property.Name);
        var required = properties.Values.Where(property => property.IsRequired).Select(property => property.Name);
        if (schema.Path.Length == 0) required = required.Except(ServersOwn);
        return Says(schema, "type", "object")
            .Concat(fields.Keys.Except(properties.Keys).Select(name => $"{schema.Path}: {name} is in the CRD only"))
            .Concat(properties.Keys.Except(fields.Keys).Select(name => $"{schema.Path}: {name} is in the record only"))
            .Concat(Same(schema, "required", schema.Words("required"), required))
            .Concat(fields.Where(field => properties.ContainsKey(field.Key)).SelectMany(field => Compare(field.Value, TypeOf(properties[field.Key].PropertyType))));
    }

    private static IEnumerable<string> Scalars(SchemaNode schema, Type type)
    {
        if (type.IsEnum) return Says(schema, "type", "string").Concat(Same(schema, "enum", schema.Words("enum"), Enum.GetNames(type)));
        if (type == typeof(bool)) return Says(schema, "type", "boolean");
        if (type == typeof(int)) return Says(schema, "type", "integer").Concat(Says(schema, "format", "int32"));
        if (type == typeof(long)) return Says(schema, "type", "integer").Concat(Says(schema, "format", "int64"));
        var format = type == typeof(DateTimeOffset) ? "date-time" : null;
        return Says(schema, "type", "string").Concat(Says(schema, "format", format));
    }

    private static IEnumerable<string> Says(SchemaNode schema, string field, string? expected) =>
        schema.Text(field) == expected ? [] : [$"{schema.Path}: {field} is {schema.Text(field) ?? "absent"} in the CRD and {expected ?? "absent"} in the record"];

    private static IEnumerable<string> Same(SchemaNode schema, string field, IEnumerable<string> inCrd, IEnumerable<string> inRecord) =>
        inCrd.Order().SequenceEqual(inRecord.Order()) ? [] : [$"{schema.Path}: {field} is {string.Join(" ", inCrd)} in the CRD and {string.Join(" ", inRecord)} in the record"];

    private static JsonTypeInfo TypeOf(Type type) => ApiJsonContext.Default.GetTypeInfo(type)!;
}
