namespace LlmRouting.DataPlane.Simulation.Answers;

/// <summary>A unit vector of hashed words: equal texts are equal, texts that share words are near.</summary>
internal static class Embedding
{
    public static float[] Of(string text, int dimensions)
    {
        var vector = new float[dimensions];
        foreach (var word in text.ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            var hash = Vocabulary.Hash(word, 0);
            vector[hash % (uint)dimensions] += (hash & 0x8000_0000) == 0 ? 1 : -1;
        }

        var norm = MathF.Sqrt(vector.Sum(x => x * x));
        if (norm == 0) vector[0] = norm = 1;
        for (var i = 0; i < vector.Length; i++) vector[i] /= norm;
        return vector;
    }
}
