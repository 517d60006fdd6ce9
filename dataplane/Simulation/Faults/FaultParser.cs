using System.Globalization;
using LlmRouting.Contract.Validation;

namespace LlmRouting.DataPlane.Simulation.Faults;

/// <summary>Reads <see cref="Fault.Grammar"/>.</summary>
internal static class FaultParser
{
    public static (Fault?, string?) Parse(string text)
    {
        var fault = new Fault();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var clause in text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, value) = Split(clause);
            if (!names.Add(name)) return Wrong($"'{name}' is given twice");
            if (Apply(fault, name, value) is not { } next) return Wrong($"'{clause}' is not understood");
            if (fault.Kind != FaultKind.None && next.Kind != fault.Kind) return Wrong($"'{clause}' comes after another way to fail");
            fault = next;
        }

        if (names.Count == 0) return Wrong("a fault must not be empty");
        if (fault.RetryAfter is not null && fault.Kind != FaultKind.Status) return Wrong("'retry-after' needs 'status'");
        if (fault.StallFor is not null && fault.Kind != FaultKind.Stall) return Wrong("'for' needs 'stall'");
        return (fault, null);
    }

    private static Fault? Apply(Fault fault, string name, string? value) => name switch
    {
        "status" => Whole(value, 300, 599) is { } status ? fault with { Kind = FaultKind.Status, Status = status } : null,
        "retry-after" => Whole(value, 0, 86_400) is { } seconds ? fault with { RetryAfter = TimeSpan.FromSeconds(seconds) } : null,
        "delay" => Duration(value) is { } delay ? fault with { Delay = delay } : null,
        "first-token-delay" => Duration(value) is { } delay ? fault with { FirstTokenDelay = delay } : null,
        "hang" => Bare(fault, FaultKind.Hang, value),
        "hang-after-headers" => Bare(fault, FaultKind.HangAfterHeaders, value),
        "reset" => Bare(fault, FaultKind.Reset, value),
        "close" => Bare(fault, FaultKind.Close, value),
        "garbage" => Bare(fault, FaultKind.Garbage, value),
        "cut" => After(fault, FaultKind.Cut, value),
        "end" => After(fault, FaultKind.End, value),
        "error-event" => After(fault, FaultKind.ErrorEvent, value),
        "stall" => After(fault, FaultKind.Stall, value),
        "for" => Duration(value) is { } length ? fault with { StallFor = length } : null,
        "chunk" => Whole(value, 1, int.MaxValue) is { } bytes ? fault with { ChunkBytes = bytes } : null,
        "probability" => Share(value) is { } share ? fault with { Probability = share } : null,
        "count" => Whole(value, 1, int.MaxValue) is { } count ? fault with { Count = count } : null,
        _ => null,
    };

    private static Fault? Bare(Fault fault, FaultKind kind, string? value) => value is null ? fault with { Kind = kind } : null;

    private static Fault? After(Fault fault, FaultKind kind, string? value) =>
        Whole(value, 0, int.MaxValue) is { } events ? fault with { Kind = kind, AfterEvents = events } : null;

    private static int? Whole(string? value, int min, int max) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max ? number : null;

    private static double? Share(string? value) =>
        double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share) && share <= 1 ? share : null;

    /// <summary>At most 24 days, which is what timers take.</summary>
    private static TimeSpan? Duration(string? value) =>
        value is not null && GoDuration.TryParse(value, out var duration) && duration.TotalMilliseconds < int.MaxValue ? duration : null;

    private static (string Name, string? Value) Split(string clause)
    {
        var at = clause.IndexOf('=', StringComparison.Ordinal);
        return at < 0 ? (clause, null) : (clause[..at].TrimEnd(), clause[(at + 1)..].TrimStart());
    }

    private static (Fault?, string?) Wrong(string why) => (null, $"{why}; allowed, joined by semicolons: {Fault.Grammar}");
}
