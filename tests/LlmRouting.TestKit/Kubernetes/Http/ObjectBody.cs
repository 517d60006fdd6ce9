using System.Text.Json.Nodes;
using LlmRouting.TestKit.Kubernetes.Storage;
using LlmRouting.TestKit.Kubernetes.Validation;

namespace LlmRouting.TestKit.Kubernetes.Http;

/// <summary>Whether a body is the object that the path names.</summary>
public static class ObjectBody
{
    /// <summary>kind and apiVersion: custom resources need them, built-ins take them from the URL.</summary>
    public static void CheckKind(JsonObject body, ResourceType type, byte[]? utf8 = null)
    {
        var (version, kind) = ((string?)body["apiVersion"], (string?)body["kind"]);
        if (!type.IsCustom)
        {
            if (version is { Length: > 0 } && version != type.GroupVersion || kind is { Length: > 0 } && kind != type.Kind)
                throw Refusals.BadRequest($"{kind} in version \"{version}\" cannot be handled as a {type.Kind}: no kind \"{kind}\" is registered for version \"{version}\" in scheme \"pkg/api/legacyscheme/scheme.go:30\"");
            return;
        }
        if (kind is null or "") throw Refusals.BadRequest(BodyReader.Unrecognized(type.Kind, $"Object 'Kind' is missing in '{System.Text.Encoding.UTF8.GetString(utf8 ?? [])}'", utf8 ?? []));
        if (version is null or "" || version != type.GroupVersion)
            throw Refusals.BadRequest($"the API version in the data ({version}) does not match the expected API version ({type.GroupVersion})");
        if (kind != type.Kind)
            throw Refusals.Invalid(version.Contains('/') ? version.Split('/')[0] : "", kind, (string?)body["metadata"]?["name"] ?? "", [FieldError.Invalid("kind", $"\"{kind}\"", $"must be {type.Kind}")]);
    }

    /// <summary>The namespace may be left out, but not contradict the URL.</summary>
    public static void CheckNamespace(JsonObject body, ObjectKey key)
    {
        if ((string?)body["metadata"]?["namespace"] is { Length: > 0 } ns && ns != key.Namespace)
            throw Refusals.BadRequest("the namespace of the provided object does not match the namespace sent on the request");
    }

    public static void CheckName(JsonObject body, ObjectKey key)
    {
        var name = (string?)body["metadata"]?["name"];
        if (name is null or "") throw Refusals.BadRequest($"the name of the object ({key.Name} based on URL) was undeterminable: name must be provided");
        if (name != key.Name) throw Refusals.BadRequest($"the name of the object ({name}) does not match the name on the URL ({key.Name})");
    }

    /// <summary>A body that is JSON, but no object.</summary>
    public static string NoObject(JsonNode? body, ResourceType type) => body is null
        ? "Object 'Kind' is missing in 'null'"
        : $"{type.Kind} in version \"{type.Version}\" cannot be handled as a {type.Kind}: couldn't get version/kind; json parse error: json: cannot unmarshal {TypeChecks.NameOf(body)} into Go value of type struct {{ APIVersion string \"json:\\\"apiVersion,omitempty\\\"\"; Kind string \"json:\\\"kind,omitempty\\\"\" }}";
}
