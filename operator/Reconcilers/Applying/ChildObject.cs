using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization;
using LlmRouting.Contract.Api;
using LlmRouting.Operator.Reconcilers.Observing;

namespace LlmRouting.Operator.Reconcilers.Applying;

/// <summary>An object of ours as the API server has it, without managedFields, which are most of its size and none of our business.</summary>
/// <param name="Tier">The ModelTier it serves, by its label; null where the label is gone.</param>
[JsonConverter(typeof(ChildObjectConverter))]
public sealed record ChildObject(string? Tier, JsonElement Body)
{
    public static ChildObject Of(JsonElement item) => new(item.Field("metadata").Field("labels").Text(ApiNames.TierLabel), Slim(item));

    private static JsonElement Slim(JsonElement item)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var writer = new Utf8JsonWriter(buffer)) WriteSlim(writer, item);
        var reader = new Utf8JsonReader(buffer.WrittenSpan);
        return JsonElement.ParseValue(ref reader);
    }

    private static void WriteSlim(Utf8JsonWriter writer, JsonElement item)
    {
        writer.WriteStartObject();
        foreach (var field in item.EnumerateObject())
        {
            if (field.Name != "metadata")
            {
                field.WriteTo(writer);
                continue;
            }

            writer.WriteStartObject(field.Name);
            foreach (var entry in field.Value.EnumerateObject().Where(entry => entry.Name != "managedFields")) entry.WriteTo(writer);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }
}
