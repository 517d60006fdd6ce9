using System.Text;

namespace LlmRouting.DataPlane.Tests.Parsing;

/// <summary>JSON as nobody would write it: odd white space, escapes, Korean, nesting; the same for the same seed.</summary>
internal sealed class RandomJson(int seed)
{
    private static readonly string[] Letters =
        ["a", "B", " ", "한", "글", "\u1112\u1161\u11AB", "é", "😀", "{", "}", "[", ":", ",", "\\\"", "\\\\", "\\n", "\\u0041", "\\uD83D\\uDE00", "\\/", "include_usage", "model"];

    private readonly Random random = new(seed);

    public int Next(int below) => random.Next(below);

    public bool Maybe() => random.Next(2) == 0;

    public T Pick<T>(params T[] from) => from[random.Next(from.Length)];

    public void Shuffle<T>(T[] items) => random.Shuffle(items);

    public string Space() => random.Next(3) > 0 ? "" : string.Concat(Enumerable.Range(0, random.Next(4)).Select(_ => Pick(" ", "\n", "\t", "\r")));

    public string Text() => $"\"{string.Concat(Enumerable.Range(0, random.Next(8)).Select(_ => Pick(Letters)))}\"";

    public string Value(int depth = 4) => random.Next(depth > 0 ? 8 : 5) switch
    {
        0 => Pick("true", "false", "null"),
        1 => Pick("0", "-0", "1.5e300", "-12.75", "1E-7", "123456789012345678901234567890"),
        2 or 3 or 4 => Text(),
        5 => List("[", "]", () => Value(depth - 1)),
        _ => List("{", "}", () => Text() + Space() + ":" + Space() + Value(depth - 1)),
    };

    private string List(string open, string close, Func<string> item)
    {
        var items = Enumerable.Range(0, random.Next(4)).Select(_ => Space() + item() + Space());
        return new StringBuilder(open).AppendJoin(',', items).Append(Space()).Append(close).ToString();
    }
}
