using System.Text.Json.Nodes;

namespace LlmRouting.Operator.Kubernetes;

public sealed partial class KubernetesClient
{
    /// <summary>Asks whose token it is. The server's answer may be about 10 s old, so a revoked token lives that long.</summary>
    /// <param name="audiences">At least one must be the token's; none means the API server's own.</param>
    public async Task<TokenReviewResult> ReviewTokenAsync(string token, IReadOnlyList<string> audiences, CancellationToken cancellation)
    {
        // The API server calls an empty token a bad request, which it is not: it is nobody's.
        if (token.Length == 0) return new TokenReviewResult(Authenticated: false, User: null, [], "no token");
        using var answer = await ReviewAsync(ApiResources.TokenReviews, ReviewBody.Token(token, audiences), cancellation);
        return ReviewDecoder.Token(answer.RootElement, audiences);
    }

    /// <summary>Asks whether somebody else may.</summary>
    public async Task<AccessDecision> ReviewAccessAsync(UserInfo user, AccessRequest request, CancellationToken cancellation)
    {
        using var answer = await ReviewAsync(ApiResources.SubjectAccessReviews, ReviewBody.Access(request, user), cancellation);
        return ReviewDecoder.Access(answer.RootElement);
    }

    /// <summary>Asks whether we may.</summary>
    public async Task<AccessDecision> ReviewOwnAccessAsync(AccessRequest request, CancellationToken cancellation)
    {
        using var answer = await ReviewAsync(ApiResources.SelfSubjectAccessReviews, ReviewBody.Access(request, user: null), cancellation);
        return ReviewDecoder.Access(answer.RootElement);
    }

    private Task<System.Text.Json.JsonDocument> ReviewAsync(ApiResource resource, JsonObject spec, CancellationToken cancellation)
    {
        var body = new JsonObject { ["apiVersion"] = resource.ApiVersion, ["kind"] = resource.Kind, ["spec"] = spec };
        return transport.SendAsync(ApiRequest.Ask(resource.Path(), JsonBody.Of(body)), cancellation);
    }
}
