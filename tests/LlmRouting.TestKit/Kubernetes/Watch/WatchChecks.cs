using LlmRouting.TestKit.Kubernetes.Http;
using LlmRouting.TestKit.Kubernetes.Validation;

namespace LlmRouting.TestKit.Kubernetes.Watch;

/// <summary>Options of watches that are refused.</summary>
public static class WatchChecks
{
    public static void Refuse(ApiCall call, WatchOptions options)
    {
        var errors = new List<FieldError>();
        var match = call.Option("resourceVersionMatch");
        if (options.SendInitial is not null && match is null)
            errors.Add(FieldError.Forbidden("resourceVersionMatch", "sendInitialEvents requires setting resourceVersionMatch to NotOlderThan"));
        if (options.SendInitial is null && match is not null)
            errors.Add(FieldError.Forbidden("resourceVersionMatch", "resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided"));
        if (match is not (null or "NotOlderThan"))
        {
            if (options.SendInitial is not null) errors.Add(FieldError.Forbidden("resourceVersionMatch", "sendInitialEvents requires setting resourceVersionMatch to NotOlderThan"));
            errors.Add(FieldError.Unsupported("resourceVersionMatch", $"\"{match}\"", ["NotOlderThan"]));
        }
        if (errors.Count > 0) throw Refusals.Invalid("meta.k8s.io", "ListOptions", "", errors);
    }
}
