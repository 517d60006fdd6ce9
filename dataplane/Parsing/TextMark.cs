namespace LlmRouting.DataPlane.Parsing;

/// <summary>Where the text stood before a part whose kind is not known yet.</summary>
internal readonly record struct TextMark(int Length, int Start, bool Open);
