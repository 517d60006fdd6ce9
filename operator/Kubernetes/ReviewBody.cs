using System.Text.Json.Nodes;

namespace LlmRouting.Operator.Kubernetes;

/// <summary>Specs of reviews.</summary>
internal static class ReviewBody
{
    public static JsonObject Token(string token, IReadOnlyList<string> audiences) => new()
    {
        ["token"] = token,
        ["audiences"] = audiences.Count == 0 ? null : Array(audiences),
    };

    /// <param name="user">Null asks for ourselves.</param>
    public static JsonObject Access(AccessRequest request, UserInfo? user)
    {
        var spec = new JsonObject
        {
            ["nonResourceAttributes"] = request.Path is { } path ? new JsonObject { ["verb"] = request.Verb, ["path"] = path } : null,
            ["resourceAttributes"] = request.Resource is { } resource ? Resource(request, resource) : null,
        };
        if (user is null) return spec;
        spec["user"] = user.Username;
        spec["uid"] = user.Uid;
        spec["groups"] = Array(user.Groups);
        spec["extra"] = new JsonObject(user.Extra.Select(extra => KeyValuePair.Create<string, JsonNode?>(extra.Key, Array(extra.Value))));
        return spec;
    }

    private static JsonObject Resource(AccessRequest request, ApiResource resource) => new()
    {
        ["verb"] = request.Verb,
        ["group"] = resource.Group,
        ["version"] = resource.Version,
        ["resource"] = resource.Plural,
        ["subresource"] = request.Subresource,
        ["namespace"] = request.Namespace,
        ["name"] = request.Name,
    };

    private static JsonArray Array(IEnumerable<string> texts) => [.. texts.Select(text => (JsonNode)text)];
}
