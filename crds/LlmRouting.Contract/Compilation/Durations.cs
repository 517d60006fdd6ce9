using LlmRouting.Contract.Validation;

namespace LlmRouting.Contract.Compilation;

internal static class Durations
{
    /// <summary>The written duration, or the default where none is.</summary>
    public static TimeSpan Or(string? text, TimeSpan byDefault) =>
        text is not null && GoDuration.TryParse(text, out var value) ? value : byDefault;

    public static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;

    public static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
