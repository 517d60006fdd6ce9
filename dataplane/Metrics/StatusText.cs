using System.Globalization;

namespace LlmRouting.DataPlane.Metrics;

/// <summary>HTTP status codes as label values, made once.</summary>
internal static class StatusText
{
    private static readonly string[] Texts = [.. Enumerable.Range(0, 600).Select(i => i.ToString(CultureInfo.InvariantCulture))];

    public static string Of(int status) => status is >= 100 and < 600 ? Texts[status] : "other";
}
