using System.Text.Json.Nodes;
using LlmRouting.TestKit.Kubernetes.Validation;

namespace LlmRouting.TestKit.Kubernetes.Http;

/// <summary>DeleteOptions come in the body or in the query, and a Status goes back.</summary>
public static class DeleteBody
{
    public static async Task<JsonObject> ReadAsync(ApiCall call)
    {
        var bytes = await BodyReader.BytesAsync(call.Http.Request);
        var body = bytes.Length > 0 ? BodyReader.Parse(bytes, call.Http.Request.ContentType ?? "", null) as JsonObject ?? [] : FromQuery(call);
        if ((string?)body["kind"] is { } kind && kind != "DeleteOptions")
            throw Refusals.BadRequest($"no kind \"{kind}\" is registered for version \"{body["apiVersion"]}\" in scheme \"pkg/apis/meta/internalversion/scheme/register.go:27\"");
        if ((string?)body["propagationPolicy"] is { } policy && policy is not ("Foreground" or "Background" or "Orphan"))
            throw Refusals.Invalid("meta.k8s.io", "DeleteOptions", "",
                [FieldError.Unsupported("propagationPolicy", $"\"{policy}\"", ["Foreground", "Background", "Orphan", "nil"])]);
        return body;
    }

    public static JsonObject Success(ApiCall call, string uid)
    {
        var details = Refusals.Details(call.Path.Name, call.Type.Group, call.Type.Plural);
        details["uid"] = uid;
        return new JsonObject { ["kind"] = "Status", ["apiVersion"] = "v1", ["metadata"] = new JsonObject(), ["status"] = "Success", ["details"] = details };
    }

    private static JsonObject FromQuery(ApiCall call)
    {
        var body = new JsonObject();
        if (call.Option("propagationPolicy") is { } policy) body["propagationPolicy"] = policy;
        if (long.TryParse(call.Option("gracePeriodSeconds"), out var grace)) body["gracePeriodSeconds"] = grace;
        if (call.Option("orphanDependents") is { } orphan) body["orphanDependents"] = orphan == "true";
        return body;
    }
}
