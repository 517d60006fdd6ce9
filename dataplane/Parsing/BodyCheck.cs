using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Unicode;
using LlmRouting.DataPlane.Errors;

namespace LlmRouting.DataPlane.Parsing;

/// <summary>Encoding faults, looked for in the whole body, since the reader does not decode what it skips.</summary>
internal static class BodyCheck
{
    public static Refusal? Check(ReadOnlySpan<byte> body)
    {
        if (body.IsEmpty) return Refusal.Invalid("invalid_json", "The request body is empty.");
        if (body.StartsWith("\uFEFF"u8)) return Bad.Json("a byte order mark is not allowed", At(0));
        if (!Utf8.IsValid(body)) return Bad.Json("invalid UTF-8", At(FirstInvalid(body)));
        var lone = FirstLoneSurrogate(body);
        return lone < 0 ? null : Bad.Json("an escape for half a surrogate pair", At(lone));
    }

    public static string At(long offset) => string.Create(CultureInfo.InvariantCulture, $"byte {offset}");

    private static int FirstInvalid(ReadOnlySpan<byte> body)
    {
        var at = 0;
        while (Rune.DecodeFromUtf8(body[at..], out _, out var size) == System.Buffers.OperationStatus.Done) at += size;
        return at;
    }

    private static int FirstLoneSurrogate(ReadOnlySpan<byte> body)
    {
        var at = body.IndexOf((byte)'\\');
        while (at >= 0 && at < body.Length)
        {
            var size = Escape(body[at..]);
            if (size == 0) return at;
            at = Next(body, at + size);
        }
        return -1;
    }

    private static int Next(ReadOnlySpan<byte> body, int from)
    {
        // Text escaped throughout (Python's ensure_ascii) has the next one right here.
        if (from >= body.Length || body[from] == '\\') return from;
        var next = body[from..].IndexOf((byte)'\\');
        return next < 0 ? -1 : from + next;
    }

    /// <summary>Length of the escape at the beginning; 0 for a lone surrogate. Broken escapes are the reader's to refuse.</summary>
    private static int Escape(ReadOnlySpan<byte> at)
    {
        if (at.Length < 6 || at[1] != 'u') return 2;
        // Surrogates are D800 to DFFF; most escapes are told by their first digit.
        if ((at[2] | 0x20) != 'd' || Unit(at) is not { } first || !char.IsSurrogate(first)) return 6;
        return char.IsHighSurrogate(first) && Unit(at[6..]) is { } second && char.IsLowSurrogate(second) ? 12 : 0;
    }

    private static char? Unit(ReadOnlySpan<byte> at) =>
        at.Length >= 6 && at[0] == '\\' && at[1] == 'u' && Utf8Parser.TryParse(at.Slice(2, 4), out ushort unit, out var used, 'x') && used == 4 ? (char)unit : null;
}
