using System.Text.Json.Nodes;

namespace LlmRouting.Operator.Kubernetes;

/// <summary>meta/v1 DeleteOptions as JSON.</summary>
internal static class DeleteBody
{
    public static byte[] Of(DeleteOptions options) => JsonBody.Of(new JsonObject
    {
        ["apiVersion"] = "v1",
        ["kind"] = "DeleteOptions",
        ["propagationPolicy"] = options.Propagation.ToString(),
        ["gracePeriodSeconds"] = options.GracePeriodSeconds,
        ["preconditions"] = Preconditions(options),
    });

    private static JsonObject? Preconditions(DeleteOptions options) => options is { Uid: null, ResourceVersion: null }
        ? null
        : new JsonObject { ["uid"] = options.Uid, ["resourceVersion"] = options.ResourceVersion };
}
