using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace LlmRouting.Contract.Compilation;

/// <summary>SHA-256 of a record's JSON, which writes members in the order they are declared: equal records, equal digests.</summary>
internal static class PartDigest
{
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? buffer;

    public static byte[] Of<T>(T part, JsonTypeInfo<T> type)
    {
        var text = buffer ??= new ArrayBufferWriter<byte>(4096);
        text.ResetWrittenCount();
        using (var writer = new Utf8JsonWriter(text)) JsonSerializer.Serialize(writer, part, type);
        return SHA256.HashData(text.WrittenSpan);
    }
}
