namespace LlmRouting.Contract.Manifests;

/// <summary>The known name somebody probably meant.</summary>
internal static class Suggestion
{
    /// <summary>The nearest name within a third of its length (at least 2 edits), or null. Case does not count as an edit.</summary>
    public static string? For(string written, IEnumerable<string> known) =>
        known.Select(name => (Name: name, Distance: Distance(written.ToLowerInvariant(), name.ToLowerInvariant())))
            .Where(candidate => candidate.Distance <= Math.Max(2, candidate.Name.Length / 3) && candidate.Distance < candidate.Name.Length)
            .OrderBy(candidate => candidate.Distance)
            .ThenBy(candidate => candidate.Name, StringComparer.Ordinal)
            .Select(candidate => candidate.Name)
            .FirstOrDefault();

    /// <summary><c>did you mean x?</c>, or what there is.</summary>
    public static string Sentence(string written, IReadOnlyCollection<string> known) =>
        For(written, known) is { } meant ? $"did you mean {meant}?" : $"known here: {string.Join(", ", known)}";

    private static int Distance(string a, string b)
    {
        if (a.Length > 64) return int.MaxValue;
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var substitution = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substitution, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[b.Length];
    }
}
