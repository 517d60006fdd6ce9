using System.Globalization;
using LlmRouting.TestKit;

namespace LlmRouting.Operator.Tests.FakeApi.Replay;

/// <summary>The exchanges that the double does not answer as recorded, each under the cause that it is left for; checked in, and may only shrink.</summary>
public sealed class KnownDifferences
{
    private static readonly string File = Path.Combine(RepositoryRoot.Path, "tests", "LlmRouting.Operator.Tests", "FakeApi", "known-differences.txt");

    private readonly List<string> head = [];
    private readonly List<(string Cause, Dictionary<string, List<int>> Exchanges)> causes = [];

    private KnownDifferences() { }

    /// <summary>A cause is a line <c>== words (count)</c>; below it are lines <c>scenario: numbers</c>.</summary>
    public static KnownDifferences Read()
    {
        var known = new KnownDifferences();
        foreach (var line in System.IO.File.ReadLines(File).Where(l => l.Length > 0))
            if (line[0] == '#') known.head.Add(line);
            else if (line.StartsWith("== ", StringComparison.Ordinal)) known.causes.Add((line[3..line.LastIndexOf(" (", StringComparison.Ordinal)], []));
            else known.causes[^1].Exchanges[line.Split(": ")[0]] = [.. line.Split(": ")[1].Split(' ').Select(n => int.Parse(n, CultureInfo.InvariantCulture))];
        return known;
    }

    public string? CauseOf(string scenario, int exchange) => causes.Where(c => c.Exchanges.TryGetValue(scenario, out var list) && list.Contains(exchange)).Select(c => c.Cause).FirstOrDefault();

    /// <summary>Takes out what is answered as recorded by now; causes that say "sometimes" stay.</summary>
    public void Strike(string scenario, IReadOnlyCollection<int> passed)
    {
        foreach (var list in causes.Where(c => !c.Cause.StartsWith("sometimes", StringComparison.Ordinal)).Select(c => c.Exchanges.GetValueOrDefault(scenario))) list?.RemoveAll(passed.Contains);
    }

    public void Write() => System.IO.File.WriteAllLines(File, head.Concat(causes.Where(c => c.Exchanges.Values.Any(l => l.Count > 0)).SelectMany(Lines)));

    private static IEnumerable<string> Lines((string Cause, Dictionary<string, List<int>> Exchanges) cause) =>
        new[] { "", $"== {cause.Cause} ({cause.Exchanges.Values.Sum(l => l.Count)})" }
            .Concat(cause.Exchanges.Where(e => e.Value.Count > 0).OrderBy(e => e.Key, StringComparer.Ordinal).Select(e => $"{e.Key}: {string.Join(' ', e.Value)}"));
}
