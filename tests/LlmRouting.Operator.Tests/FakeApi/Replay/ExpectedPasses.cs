using System.Globalization;
using LlmRouting.TestKit;

namespace LlmRouting.Operator.Tests.FakeApi.Replay;

/// <summary>Which exchanges of which scenario the double answers as the real server did; checked in, and may only grow.</summary>
public static class ExpectedPasses
{
    private static readonly string File = Path.Combine(RepositoryRoot.Path, "tests", "LlmRouting.Operator.Tests", "FakeApi", "expected-passes.txt");

    public static IReadOnlyDictionary<string, IReadOnlyList<int>> Read() => System.IO.File.ReadLines(File).Where(l => l.Length > 0 && l[0] != '#').Select(l => l.Split(": ")).ToDictionary(
        l => l[0].Split(' ')[0], l => (IReadOnlyList<int>)[.. l[1].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(n => int.Parse(n, CultureInfo.InvariantCulture))]);

    public static void Write(IEnumerable<(string Scenario, IReadOnlyList<int> Passed, int Of)> results)
    {
        string[] head = ["# scenario (passing of replayed): numbers of the exchanges that are answered as recorded. UPDATE_TRANSCRIPTS=1 writes this file; it may only grow."];
        System.IO.File.WriteAllLines(File, head.Concat(results.Select(r => $"{r.Scenario} ({r.Passed.Count} of {r.Of}): {string.Join(' ', r.Passed)}")));
    }
}
