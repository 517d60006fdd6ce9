using Microsoft.AspNetCore.Http;

namespace LlmRouting.TestKit.Kubernetes.Http;

/// <summary>Content-Type of requests.</summary>
public static class MediaTypes
{
    public static PatchKind OfPatch(ApiCall call) => Essence(call.Http.Request) switch
    {
        "application/merge-patch+json" => PatchKind.Merge,
        "application/json-patch+json" => PatchKind.Json,
        "application/strategic-merge-patch+json" when !call.Type.IsCustom => PatchKind.Strategic,
        "application/apply-patch+yaml" => PatchKind.Apply,
        _ => throw (call.Type.IsCustom
            ? Unsupported("the body of the request was in an unknown format - accepted media types include: application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml")
            : Refusals.Status(415, "UnsupportedMediaType", "415: Unsupported Media Type", [])),
    };

    public static void CheckBody(HttpRequest request)
    {
        if (Essence(request) is not ("" or "application/json" or "application/yaml" or "*/*"))
            throw Unsupported("the body of the request was in an unknown format - accepted media types include: application/json, application/yaml, application/vnd.kubernetes.protobuf");
    }

    private static string Essence(HttpRequest request) => (request.ContentType ?? "").Split(';')[0].Trim();

    private static ApiRefusal Unsupported(string message) => Refusals.Status(415, "UnsupportedMediaType", message);
}
