using System.Text.RegularExpressions;
using LlmRouting.TestKit.Kubernetes.Http;

namespace LlmRouting.TestKit.Kubernetes.Selectors;

/// <summary>labelSelector text → requirements, with the API server's complaints.</summary>
public sealed partial class LabelSelectorParser
{
    private const string NameRule =
        "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";

    private readonly List<string> tokens;
    private int position;

    private LabelSelectorParser(string text) => tokens = [.. Token().Matches(text).Select(m => m.Value)];

    /// <summary>Name, operator (=, !=, in, notin, exists, !) and values of each requirement.</summary>
    public static IReadOnlyList<(string Name, string Operator, IReadOnlyList<string> Values)> Parse(string text)
    {
        var parser = new LabelSelectorParser(text);
        var result = new List<(string, string, IReadOnlyList<string>)> { parser.Requirement() };
        while (parser.Peek() == ",")
        {
            parser.position++;
            if (parser.Peek().Length == 0) throw Refusals.BadRequest("found '', expected: identifier after ','");
            result.Add(parser.Requirement());
        }
        return parser.Peek().Length == 0 ? result : throw Refusals.BadRequest($"found '{parser.Peek()}', expected: ',' or 'end of string'");
    }

    private (string, string, IReadOnlyList<string>) Requirement()
    {
        var absent = Accept("!");
        var name = Next();
        if (!Name().IsMatch(name)) throw Unable($"<nil>: Invalid value: \"{name}\": {NameRule}");
        if (absent) return (name, "!", []);
        if (Peek() is "" or ",") return (name, "exists", []);
        var sign = Next();
        return sign switch
        {
            "=" or "==" => (name, "=", [Value()]),
            "!=" => (name, "!=", [Value()]),
            "in" or "notin" => (name, sign, Values()),
            _ => throw Unable($"found '{sign}', expected: in, notin, =, ==, !=, gt, lt"),
        };
    }

    private string Value() => Peek() is "" or "," ? "" : Next();

    private List<string> Values()
    {
        if (!Accept("(")) throw Unable($"found '{Peek()}' expected: '('");
        var values = new List<string>();
        while (!Accept(")"))
        {
            if (Peek().Length == 0) throw Unable("found '', expected: ',', ')' or identifier");
            if (Accept(",")) continue;
            values.Add(Next());
        }
        return values;
    }

    private string Peek() => position < tokens.Count ? tokens[position] : "";

    private string Next() => position < tokens.Count ? tokens[position++] : throw Unable("found '', expected: !, identifier, or 'end of string'");

    private bool Accept(string token)
    {
        if (Peek() != token) return false;
        position++;
        return true;
    }

    private static ApiRefusal Unable(string problem) => Refusals.BadRequest($"unable to parse requirement: {problem}");

    [GeneratedRegex(@"!=|==|[=!,()]|[^\s=!,()]+")]
    private static partial Regex Token();

    [GeneratedRegex(@"^([a-z0-9]([-a-z0-9.]*[a-z0-9])?/)?([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$")]
    private static partial Regex Name();
}
