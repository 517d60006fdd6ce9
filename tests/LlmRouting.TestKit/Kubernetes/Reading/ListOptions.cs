using System.Globalization;
using LlmRouting.TestKit.Kubernetes.Http;

namespace LlmRouting.TestKit.Kubernetes.Reading;

/// <summary>The query of a list.</summary>
public sealed record ListOptions(ulong? Version, string Match, int Limit, string? Continue)
{
    public static ListOptions Of(ApiCall call)
    {
        var version = Number(call.Option("resourceVersion"));
        var limit = int.TryParse(call.Option("limit"), CultureInfo.InvariantCulture, out var most) ? most : 0;
        return new ListOptions(version, call.Option("resourceVersionMatch") ?? "", version == 0 ? 0 : limit, call.Option("continue"));
    }

    /// <exception cref="ApiRefusal">No number: the API server's 400 of lists.</exception>
    private static ulong? Number(string? text)
    {
        if (text is null) return null;
        if (ulong.TryParse(text, CultureInfo.InvariantCulture, out var number)) return number;
        throw Refusals.Internal($"resourceVersion: Invalid value: \"{text}\": strconv.ParseUint: parsing \"{text}\": invalid syntax");
    }
}
