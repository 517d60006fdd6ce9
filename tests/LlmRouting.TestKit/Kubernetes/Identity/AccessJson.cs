using System.Text.Json.Nodes;
using LlmRouting.TestKit.Kubernetes.Http;
using LlmRouting.TestKit.Kubernetes.Validation;

namespace LlmRouting.TestKit.Kubernetes.Identity;

/// <summary>resourceAttributes and nonResourceAttributes of access reviews.</summary>
public static class AccessJson
{
    public static AccessRequest Read(JsonObject spec)
    {
        if (spec["nonResourceAttributes"] is JsonObject path) return new AccessRequest(Text(path, "verb")) { Path = Text(path, "path") };
        if (spec["resourceAttributes"] is JsonObject r)
            return new AccessRequest(Text(r, "verb"), Text(r, "group"), Text(r, "resource"), Text(r, "subresource"), Text(r, "namespace"), Text(r, "name"));
        throw Refusals.Invalid("authorization.k8s.io", "SelfSubjectAccessReview", "",
            [FieldError.Invalid("spec.resourceAttributes", "null", "exactly one of nonResourceAttributes or resourceAttributes must be specified")]);
    }

    private static string Text(JsonObject value, string name) => (string?)value[name] ?? "";
}
