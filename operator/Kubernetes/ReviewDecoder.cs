using System.Text.Json;

namespace LlmRouting.Operator.Kubernetes;

/// <summary>Statuses of reviews. Absent is false: a review never fails by HTTP status.</summary>
internal static class ReviewDecoder
{
    public static TokenReviewResult Token(JsonElement answer, IReadOnlyList<string> asked)
    {
        var status = answer.Member("status") ?? default;
        var audiences = status.Texts("audiences");
        // An authenticator that knows nothing of audiences leaves them out; its word is not about ours.
        var ours = asked.Count == 0 || audiences.Any(asked.Contains);
        var user = status.Member("user") is { } found && found.Text("username") is { Length: > 0 } ? User(found) : null;
        if (!status.IsTrue("authenticated") || !ours || user is null)
            return new TokenReviewResult(Authenticated: false, User: null, [], status.Text("error") ?? "not authenticated for this audience");
        return new TokenReviewResult(Authenticated: true, user, audiences, Error: null);
    }

    public static AccessDecision Access(JsonElement answer)
    {
        var status = answer.Member("status") ?? default;
        return new AccessDecision(status.IsTrue("allowed") && !status.IsTrue("denied"), status.Text("reason") ?? status.Text("evaluationError"));
    }

    private static UserInfo User(JsonElement user) => new()
    {
        Username = user.Text("username")!,
        Uid = user.Text("uid"),
        Groups = user.Texts("groups"),
        Extra = user.Member("extra") is { ValueKind: JsonValueKind.Object } extra
            ? extra.EnumerateObject().ToDictionary(item => item.Name, item => extra.Texts(item.Name), StringComparer.Ordinal)
            : new Dictionary<string, IReadOnlyList<string>>(),
    };
}
