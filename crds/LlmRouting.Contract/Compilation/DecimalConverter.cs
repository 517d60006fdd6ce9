using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace LlmRouting.Contract.Compilation;

/// <summary>0.30 and 0.3 are the same price, so they are the same bytes.</summary>
internal sealed class DecimalConverter : JsonConverter<decimal>
{
    public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDecimal();

    public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) =>
        writer.WriteRawValue(value.ToString("0.############################", CultureInfo.InvariantCulture));
}
