using System.Text.Encodings.Web;
using System.Text.Json;

namespace LlmRouting.DataPlane.Simulation.Answers;

/// <summary>One token of an answer.</summary>
internal sealed class Piece(string text)
{
    public string Text { get; } = text;

    /// <summary>As it stands between the quotes of a JSON string; encoded once, sent many times.</summary>
    public byte[] Json { get; } = Escape(text);

    /// <summary>Raw UTF-8 for what need not be escaped, as vLLM sends it.</summary>
    public static byte[] Escape(string text) => JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes.ToArray();
}
