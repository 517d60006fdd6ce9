using LlmRouting.TestKit.Kubernetes.Validation;
using LlmRouting.TestKit.Kubernetes.Writing;

namespace LlmRouting.TestKit.Kubernetes.Http;

/// <summary>dryRun, fieldValidation, fieldManager and force of a write.</summary>
public static class WriteOptions
{
    /// <summary>Warnings of the request go out with whatever is answered, a refusal included.</summary>
    public static WriteRequest Read(ApiCall call, string kind)
    {
        var request = new WriteRequest(call.Type, call.Key, Manager(call, kind))
        {
            Subresource = call.Path.Subresource, DryRun = IsDryRun(call, kind), Force = call.Flag("force"), Validation = Validation(call, kind),
        };
        call.Http.Response.OnStarting(() =>
        {
            Answers.Warn(call.Http, request.Warnings);
            return Task.CompletedTask;
        });
        return request;
    }

    public static bool IsDryRun(ApiCall call, string kind)
    {
        if (call.Option("dryRun") is not { } value) return false;
        return value == "All" ? true : throw Refused(kind, FieldError.Unsupported("dryRun", $"[\"{value}\"]", ["All"]));
    }

    private static FieldValidation Validation(ApiCall call, string kind) => call.Option("fieldValidation") switch
    {
        null or "Warn" => FieldValidation.Warn,
        "Strict" => FieldValidation.Strict,
        "Ignore" => FieldValidation.Ignore,
        var other => throw Refused(kind, FieldError.Unsupported("fieldValidation", $"\"{other}\"", ["", "Ignore", "Strict", "Warn"])),
    };

    private static string Manager(ApiCall call, string kind)
    {
        if (call.Option("fieldManager") is { } manager)
            return manager.Length <= 128 ? manager : throw Refused(kind, new FieldError("FieldValueTooLong", "fieldManager", "Too long: may not be more than 128 bytes"));
        var agent = call.Http.Request.Headers.UserAgent.ToString();
        return agent.Length == 0 ? "unknown" : agent.Split('/')[0];
    }

    internal static ApiRefusal Refused(string kind, FieldError error) => Refusals.Invalid("meta.k8s.io", kind, "", [error]);
}
