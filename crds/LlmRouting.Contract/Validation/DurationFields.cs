namespace LlmRouting.Contract.Validation;

/// <summary>Strings that are durations, by the name of the field, and what is said of one that is none.</summary>
public static class DurationFields
{
    private static readonly HashSet<string> Names = new(StringComparer.Ordinal)
    {
        "connect", "firstToken", "idle", "total", "openFor", "interval", "stabilization", "ttl", "base", "max", "window",
    };

    public static bool Contain(string path) => Names.Contains(path[(path.LastIndexOf('.') + 1)..]);

    /// <summary>A bare number is taken for seconds, the unit most are written in.</summary>
    public static string Advice(string text) =>
        !text.AsSpan().ContainsAnyExcept("0123456789.") && GoDuration.TryParse(text + "s", out _)
            ? $"must be a duration with its unit, \"{text}s\""
            : "must be a duration such as \"250ms\", \"30s\" or \"1h30m\"";
}
