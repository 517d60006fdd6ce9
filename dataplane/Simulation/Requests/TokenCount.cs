namespace LlmRouting.DataPlane.Simulation.Requests;

/// <summary>Stands in for a tokenizer: 4 ASCII characters a token, 1.5 of any other script.</summary>
internal static class TokenCount
{
    /// <summary>What vision models of this size spend on a small image.</summary>
    public const int PerImage = 256;

    public static int Of(string text)
    {
        var ascii = 0;
        foreach (var c in text)
            if (char.IsAscii(c)) ascii++;
        return (int)Math.Ceiling((ascii / 4.0) + ((text.Length - ascii) / 1.5));
    }
}
