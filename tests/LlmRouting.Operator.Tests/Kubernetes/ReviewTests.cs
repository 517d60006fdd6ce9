using LlmRouting.Operator.Kubernetes;

namespace LlmRouting.Operator.Tests.Kubernetes;

public sealed class ReviewTests
{
    private const string Pod = """{"status":{"authenticated":true,"user":{"username":"system:serviceaccount:t8:op","uid":"u","groups":["system:serviceaccounts"],"extra":{"authentication.kubernetes.io/pod-name":["dp"]}},"audiences":["llm-dataplane"]}}""";

    [Fact]
    public async Task A_good_token_tells_whose_it_is_and_its_Pod()
    {
        await using var api = await ScriptedApi.StartAsync(call => call.AnswerAsync(Pod, 201));
        using var client = api.Client();
        var review = await client.ReviewTokenAsync("t", ["llm-dataplane"], default);
        Assert.True(review.Authenticated);
        Assert.Equal(("system:serviceaccount:t8:op", "dp"), (review.User!.Username, review.User.Extra["authentication.kubernetes.io/pod-name"][0]));
        Assert.Equal("""{"apiVersion":"authentication.k8s.io/v1","kind":"TokenReview","spec":{"token":"t","audiences":["llm-dataplane"]}}""", api.Calls[0].Body);
    }

    [Theory]
    [InlineData("""{"status":{"user":{},"error":"invalid bearer token"}}""")]
    [InlineData("""{"status":{"user":{}}}""")]
    [InlineData("""{}""")]
    [InlineData("""{"status":{"authenticated":true,"user":{"username":"x"},"audiences":["other"]}}""")]
    [InlineData("""{"status":{"authenticated":true,"user":{"username":"x"}}}""")]
    [InlineData("""{"status":{"authenticated":true,"user":{},"audiences":["llm-dataplane"]}}""")]
    public async Task Anything_less_is_nobody(string answer)
    {
        await using var api = await ScriptedApi.StartAsync(call => call.AnswerAsync(answer, 201));
        using var client = api.Client();
        var review = await client.ReviewTokenAsync("t", ["llm-dataplane"], default);
        Assert.False(review.Authenticated);
        Assert.Null(review.User);
        Assert.NotNull(review.Error);
    }

    [Fact]
    public async Task An_empty_token_is_not_worth_a_request()
    {
        await using var api = await ScriptedApi.StartAsync(Pod);
        using var client = api.Client();
        Assert.False((await client.ReviewTokenAsync("", ["llm-dataplane"], default)).Authenticated);
        Assert.Empty(api.Calls);
    }

    [Fact]
    public async Task Access_is_asked_for_with_all_the_user_is()
    {
        await using var api = await ScriptedApi.StartAsync(call => call.AnswerAsync("""{"status":{"allowed":true,"reason":"RBAC: allowed by x"}}""", 201));
        using var client = api.Client();
        var user = new UserInfo { Username = "x", Groups = ["g"], Extra = new Dictionary<string, IReadOnlyList<string>> { ["k"] = ["v"] } };
        Assert.Equal(new AccessDecision(Allowed: true, "RBAC: allowed by x"), await client.ReviewAccessAsync(user, AccessRequest.ForPath("get", "/v1/frames/g"), default));
        Assert.Equal("""{"apiVersion":"authorization.k8s.io/v1","kind":"SubjectAccessReview","spec":{"nonResourceAttributes":{"verb":"get","path":"/v1/frames/g"},"user":"x","groups":["g"],"extra":{"k":["v"]}}}""", api.Calls[0].Body);
    }

    [Fact]
    public async Task Our_own_access_is_asked_for_without_a_user()
    {
        await using var api = await ScriptedApi.StartAsync(call => call.AnswerAsync("""{"status":{"allowed":false}}""", 201));
        using var client = api.Client();
        Assert.False((await client.ReviewOwnAccessAsync(AccessRequest.ForResource("patch", ApiResources.Deployments, "t1", subresource: "scale"), default)).Allowed);
        Assert.Equal("""{"apiVersion":"authorization.k8s.io/v1","kind":"SelfSubjectAccessReview","spec":{"resourceAttributes":{"verb":"patch","group":"apps","version":"v1","resource":"deployments","subresource":"scale","namespace":"t1"}}}""", api.Calls[0].Body);
    }
}
