using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace LlmRouting.Contract.Manifests;

/// <summary>A neutral value for a required field that could not be read, so that the object around it can.</summary>
internal static class Placeholder
{
    public static JsonNode For(JsonTypeInfo type) => type.Kind switch
    {
        JsonTypeInfoKind.Object => Object(type),
        JsonTypeInfoKind.Enumerable => new JsonArray(),
        JsonTypeInfoKind.Dictionary => new JsonObject(),
        _ when type.Type.IsEnum => JsonValue.Create(Enum.GetNames(type.Type)[0]),
        _ when type.Type == typeof(int) => JsonValue.Create(0),
        _ => JsonValue.Create(""),
    };

    private static JsonObject Object(JsonTypeInfo type)
    {
        var result = new JsonObject();
        foreach (var property in type.Properties.Where(property => property.IsRequired))
            result[property.Name] = For(property.Options.GetTypeInfo(property.PropertyType));
        return result;
    }
}
