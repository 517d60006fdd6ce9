using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace LlmRouting.Operator.Kubernetes;

/// <summary>A meta/v1 MicroTime: UTC with exactly six digits of fraction; the API refuses any other number of them.</summary>
public sealed class MicroTimeConverter : JsonConverter<DateTimeOffset>
{
    private const string Form = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    public static string Format(DateTimeOffset time) => time.UtcDateTime.ToString(Form, CultureInfo.InvariantCulture);

    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDateTimeOffset();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => writer.WriteStringValue(Format(value));
}
