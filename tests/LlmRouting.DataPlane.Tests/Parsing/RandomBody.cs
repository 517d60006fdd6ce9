using LlmRouting.DataPlane.Parsing;

namespace LlmRouting.DataPlane.Tests.Parsing;

/// <summary>A good body and what splicing must make of it, written side by side from the same random choices.</summary>
internal sealed class RandomBody
{
    public const string Model = "\"qwen3-4b\"";

    private readonly RandomJson json;
    private readonly List<(string Before, string After)> pieces = [];
    private string appended = "";

    public RandomBody(int seed)
    {
        json = new RandomJson(seed);
        Dialect = json.Pick(Enum.GetValues<Dialect>());
        Splices = new Splices(System.Text.Encoding.UTF8.GetBytes(Model), json.Maybe() ? 0.25m : null, json.Maybe() ? 1024 : null, json.Maybe());
        Build();
    }

    public Dialect Dialect { get; }

    public Splices Splices { get; }

    public string Before => string.Concat(pieces.Select(p => p.Before));

    public string After => string.Concat(pieces.Select(p => p.After));

    private void Build()
    {
        var members = Members().ToArray();
        json.Shuffle(members);
        Same(json.Space() + "{");
        for (var i = 0; i < members.Length; i++)
        {
            Same((i > 0 ? "," : "") + json.Space() + members[i].Name + json.Space() + ":" + json.Space());
            pieces.AddRange(members[i].Value);
            Same(json.Space());
        }
        pieces.Add(("", appended));
        Same("}" + json.Space());
    }

    private void Same(string text) => pieces.Add((text, text));

    private IEnumerable<(string Name, (string Before, string After)[] Value)> Members()
    {
        yield return (json.Pick("\"model\"", "\"m\\u006fdel\""), [(json.Pick("\"auto\"", "\"한국 모델\"", "\"a\\u0062c\""), Model)]);
        yield return Prompt();
        foreach (var name in new[] { "\"user\"", "\"x\"", "\"metadata\"", "\"모르는 것\"", "\"\"" })
        {
            if (json.Maybe()) yield return (name, Kept(json.Value()));
        }
        foreach (var member in Default("temperature", Splices.Temperature is null ? null : "0.25", "1.5")) yield return member;
        foreach (var member in Default(Dialect == Dialect.Responses ? "max_output_tokens" : "max_tokens", Splices.MaxTokens?.ToString(), "7")) yield return member;
        foreach (var member in Streaming()) yield return member;
    }

    private (string, (string, string)[]) Prompt() => Dialect switch
    {
        Dialect.Chat => ("\"messages\"", Kept($$"""[{"role":"user",{{json.Space()}}"content":"안녕 x","extra":{{json.Value()}} }]""")),
        Dialect.Completions => ("\"prompt\"", Kept("[ \"a\" , \"b\"]")),
        _ => ("\"input\"", Kept("\"hello\"")),
    };

    /// <summary>Absent, null or set; in the last case it must stay as it is.</summary>
    private IEnumerable<(string, (string, string)[])> Default(string name, string? value, string clients)
    {
        var applies = value is not null && Dialect != Dialect.Embeddings;
        switch (json.Next(3))
        {
            case 0:
                if (applies) appended += $",\"{name}\":{value}";
                break;
            case 1:
                yield return ($"\"{name}\"", [("null", applies ? value! : "null")]);
                break;
            default:
                yield return ($"\"{name}\"", Kept(clients));
                break;
        }
    }

    private IEnumerable<(string, (string, string)[])> Streaming()
    {
        var stream = json.Maybe();
        if (stream) yield return ("\"stream\"", Kept("true"));
        else if (json.Maybe()) yield return ("\"stream\"", Kept("false"));
        var applies = stream && Splices.IncludeUsage && (Dialect is Dialect.Chat or Dialect.Completions);
        if (json.Next(5) == 0)
        {
            if (applies) appended += ",\"stream_options\":{\"include_usage\":true}";
            yield break;
        }
        yield return ("\"stream_options\"", Options(applies));
    }

    private (string, string)[] Options(bool applies)
    {
        var space = json.Space();
        var other = "\"continuous_usage_stats\":" + json.Value(2) + json.Space();
        return json.Next(5) switch
        {
            0 => [("null", applies ? "{\"include_usage\":true}" : "null")],
            1 => [("{" + space, "{" + space), ("", applies ? "\"include_usage\":true" : ""), ("}", "}")],
            2 => [("{" + other, "{" + other), ("", applies ? ",\"include_usage\":true" : ""), ("}", "}")],
            3 => [("{\"include_usage\":" + space, "{\"include_usage\":" + space), ("false", applies ? "true" : "false"), ("," + other + "}", "," + other + "}")],
            _ => Kept("{\"include_usage\":true," + other + "}"),
        };
    }

    private static (string, string)[] Kept(string text) => [(text, text)];
}
