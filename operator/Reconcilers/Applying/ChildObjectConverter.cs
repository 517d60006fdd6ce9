using System.Text.Json;
using System.Text.Json.Serialization;

namespace LlmRouting.Operator.Reconcilers.Applying;

/// <summary>Reads any kind of object.</summary>
internal sealed class ChildObjectConverter : JsonConverter<ChildObject>
{
    public override ChildObject Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => ChildObject.Of(JsonElement.ParseValue(ref reader));

    public override void Write(Utf8JsonWriter writer, ChildObject value, JsonSerializerOptions options) => value.Body.WriteTo(writer);
}
