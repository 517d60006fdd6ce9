using System.Text.Json.Nodes;
using LlmRouting.TestKit.Kubernetes.Http;
using LlmRouting.TestKit.Kubernetes.Validation;

namespace LlmRouting.TestKit.Kubernetes.Reading;

/// <summary>Combinations of list options that are refused.</summary>
public static class ListChecks
{
    public static void Refuse(ListOptions options)
    {
        if (options.Continue is not null && options.Version is > 0)
            throw Refusals.BadRequest("specifying resource version is not allowed when using continue");
        if (options.Match.Length > 0 && Errors(options).ToList() is { Count: > 0 } errors)
            throw Refusals.Invalid("meta.k8s.io", "ListOptions", "", errors);
    }

    /// <summary>The answer to a version that is still to come.</summary>
    public static ApiRefusal TooLarge(ulong wanted, ulong current)
    {
        var refusal = Refusals.Status(504, "Timeout", $"Timeout: Too large resource version: {wanted}, current: {current}", new JsonObject
        {
            ["causes"] = new JsonArray(new JsonObject { ["reason"] = "ResourceVersionTooLarge", ["message"] = "Too large resource version" }),
            ["retryAfterSeconds"] = 1,
        });
        return new ApiRefusal(504, refusal.Body) { RetryAfterSeconds = 1 };
    }

    public static ApiRefusal ExpiredToken(ContinueToken token)
    {
        var refusal = Refusals.Expired(
            "The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter, or use the continue token in this response to retrieve the remainder of the results. Continuing with the provided token results in an inconsistent list - objects that were created, modified, or deleted between the time the first chunk was returned and now may show up in the list.");
        refusal.Body["metadata"] = new JsonObject { ["continue"] = (token with { Version = -1 }).ToString() };
        return refusal;
    }

    private static IEnumerable<FieldError> Errors(ListOptions options)
    {
        if (options.Version is null)
            yield return FieldError.Forbidden("resourceVersionMatch", "resourceVersionMatch is forbidden unless resourceVersion is provided");
        if (options.Continue is not null) yield return FieldError.Forbidden("resourceVersionMatch", "resourceVersionMatch is forbidden when continue is provided");
        if (options.Match is not ("Exact" or "NotOlderThan"))
            yield return FieldError.Unsupported("resourceVersionMatch", $"\"{options.Match}\"", ["Exact", "NotOlderThan", ""]);
        if (options is { Match: "Exact", Version: 0 })
            yield return FieldError.Forbidden("resourceVersionMatch", "resourceVersionMatch \"exact\" is forbidden for resourceVersion \"0\"");
    }
}
