using System.Buffers;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace LlmRouting.Contract.Compilation;

/// <summary>Of a record's JSON, which writes members in the order they are declared: equal records, equal digests.</summary>
/// <param name="Hash">SHA-256.</param>
/// <param name="Bytes">What it takes in a frame, which is written alike.</param>
internal sealed record PartDigest(byte[] Hash, int Bytes)
{
    private static readonly JsonWriterOptions AsInFrames = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? buffer;

    public static PartDigest Of<T>(T part, JsonTypeInfo<T> type)
    {
        var text = buffer ??= new ArrayBufferWriter<byte>(4096);
        text.ResetWrittenCount();
        using (var writer = new Utf8JsonWriter(text, AsInFrames)) JsonSerializer.Serialize(writer, part, type);
        return new PartDigest(SHA256.HashData(text.WrittenSpan), text.WrittenCount);
    }
}
