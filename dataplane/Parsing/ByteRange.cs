namespace LlmRouting.DataPlane.Parsing;

/// <summary>A span of the request body, in bytes from its start; length 0 where there is none.</summary>
public readonly record struct ByteRange(int Start, int Length)
{
    public int End => Start + Length;

    public bool IsEmpty => Length == 0;
}
