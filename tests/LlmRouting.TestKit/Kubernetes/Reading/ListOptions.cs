using System.Globalization;
using LlmRouting.TestKit.Kubernetes.Http;
using LlmRouting.TestKit.Kubernetes.Validation;

namespace LlmRouting.TestKit.Kubernetes.Reading;

/// <summary>The query of a list.</summary>
public sealed record ListOptions(ulong? Version, string Match, int Limit, string? Continue)
{
    public static ListOptions Of(ApiCall call)
    {
        if (call.Query.ContainsKey("sendInitialEvents"))
            throw Refusals.Invalid("meta.k8s.io", "ListOptions", "", [FieldError.Forbidden("sendInitialEvents", "sendInitialEvents is forbidden for list")]);
        if (call.Option("timeoutSeconds") is { } seconds && !long.TryParse(seconds, out _)) throw Refusals.BadRequest($"strconv.ParseInt: parsing \"{seconds}\": invalid syntax");
        var version = Number(call.Option("resourceVersion"));
        var limit = ReadLimit(call.Option("limit"));
        return new ListOptions(version, call.Option("resourceVersionMatch") ?? "", version == 0 ? 0 : limit, call.Option("continue"));
    }

    /// <exception cref="ApiRefusal">No number: the API server's 400 of lists.</exception>
    private static ulong? Number(string? text)
    {
        if (text is null) return null;
        if (ulong.TryParse(text, CultureInfo.InvariantCulture, out var number)) return number;
        throw Refusals.BadRequest($"invalid resource version: resourceVersion: Invalid value: \"{text}\": strconv.ParseUint: parsing \"{text}\": invalid syntax");
    }

    private static int ReadLimit(string? text)
    {
        if (text is null) return 0;
        return long.TryParse(text, CultureInfo.InvariantCulture, out var most) ? (int)Math.Clamp(most, 0, int.MaxValue)
            : throw Refusals.BadRequest($"strconv.ParseInt: parsing \"{text}\": invalid syntax");
    }
}
