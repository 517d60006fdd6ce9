using System.Globalization;

namespace LlmRouting.Contract.Validation;

/// <summary>Durations as Go writes them: <c>1h30m</c>, <c>250ms</c>, <c>1.5s</c>. Not negative; resolution 100 ns.</summary>
public static class GoDuration
{
    private static readonly (string Unit, decimal Ticks)[] Units =
    [
        ("h", TimeSpan.TicksPerHour), ("ms", TimeSpan.TicksPerMillisecond), ("m", TimeSpan.TicksPerMinute), ("ns", 0.01m),
        ("us", TimeSpan.TicksPerMicrosecond), ("µs", TimeSpan.TicksPerMicrosecond), ("μs", TimeSpan.TicksPerMicrosecond), ("s", TimeSpan.TicksPerSecond),
    ];

    /// <summary>False for what Go would not take, and for anything negative or over 290 years.</summary>
    public static bool TryParse(string text, out TimeSpan value)
    {
        value = TimeSpan.Zero;
        if (text == "0") return true;
        if (text.Length is 0 or > 64) return false;
        var ticks = 0m;
        for (var rest = text.AsSpan(); rest.Length > 0;)
        {
            if (!TryPart(ref rest, out var part)) return false;
            ticks += part;
            if (ticks > long.MaxValue / 100) return false;
        }

        value = TimeSpan.FromTicks((long)ticks);
        return true;
    }

    /// <summary>The shortest text with the units that Go's own has: <c>1h30m</c>, <c>300ms</c>, <c>1.5s</c>.</summary>
    public static string Format(TimeSpan value)
    {
        if (value <= TimeSpan.Zero) return "0s";
        if (value.Ticks < TimeSpan.TicksPerMicrosecond) return $"{value.Ticks * 100}ns";
        if (value < TimeSpan.FromMilliseconds(1)) return Number(value.Ticks, TimeSpan.TicksPerMicrosecond) + "us";
        if (value < TimeSpan.FromSeconds(1)) return Number(value.Ticks, TimeSpan.TicksPerMillisecond) + "ms";
        var seconds = value.Ticks % TimeSpan.TicksPerMinute;
        var text = seconds > 0 ? Number(seconds, TimeSpan.TicksPerSecond) + "s" : "";
        if (value.Minutes > 0) text = $"{value.Minutes}m{text}";
        return value >= TimeSpan.FromHours(1) ? $"{(long)value.TotalHours}h{text}" : text;
    }

    private static bool TryPart(ref ReadOnlySpan<char> rest, out decimal ticks)
    {
        ticks = 0;
        var digits = rest.IndexOfAnyExcept("0123456789.");
        if (digits <= 0 || !rest[..digits].ContainsAnyInRange('0', '9')) return false;
        if (!decimal.TryParse(rest[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)) return false;
        rest = rest[digits..];
        foreach (var (unit, size) in Units)
        {
            if (!rest.StartsWith(unit, StringComparison.Ordinal)) continue;
            if (number > long.MaxValue / size) return false;
            ticks = number * size;
            rest = rest[unit.Length..];
            return true;
        }

        return false;
    }

    private static string Number(long ticks, long unit) => ((decimal)ticks / unit).ToString("0.#######", CultureInfo.InvariantCulture);
}
