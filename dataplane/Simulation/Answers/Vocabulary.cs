namespace LlmRouting.DataPlane.Simulation.Answers;

/// <summary>Words that fill an answer to its length.</summary>
internal static class Vocabulary
{
    private static readonly Piece[] Words =
    [
        .. "and then the model keeps talking about it with some more words that carry no meaning at all yet fill this answer to its length"
            .Split(' ').Select(word => new Piece(" " + word)),
    ];

    public static Piece Word(uint hash, int position) => Words[((hash + (uint)position) * 2_654_435_761u >> 8) % (uint)Words.Length];

    /// <summary>FNV-1a, because string.GetHashCode differs from run to run.</summary>
    public static uint Hash(string text, uint seed)
    {
        var hash = 2_166_136_261u ^ seed;
        foreach (var c in text) hash = (hash ^ c) * 16_777_619u;
        return hash;
    }
}
