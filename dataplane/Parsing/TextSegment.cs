namespace LlmRouting.DataPlane.Parsing;

/// <summary>One message's place in <see cref="ParsedRequest.Text"/>, in UTF-16 code units; a message without text has length 0.</summary>
public readonly record struct TextSegment(MessageRole Role, int Start, int Length)
{
    public int End => Start + Length;
}
