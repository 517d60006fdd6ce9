using System.Net;
using System.Text.Json.Nodes;
using LlmRouting.TestKit.Kubernetes.Identity;

namespace LlmRouting.Operator.Tests.FakeApi;

/// <summary>Tokens, reviews and rights.</summary>
public sealed class IdentityTests
{
    private const string Reviews = "/apis/authentication.k8s.io/v1/tokenreviews";

    [Fact]
    public async Task A_requested_token_is_known_for_its_audience_only()
    {
        await using var api = await Api.StartAsync();
        await api.SettleAsync();
        var (_, answer) = await api.PostAsync("/api/v1/namespaces/default/serviceaccounts/default/token", JsonNode.Parse("""{"spec":{"audiences":["llm"]}}""")!);
        var token = (string)answer["status"]!["token"]!;
        var (_, right) = await api.PostAsync(Reviews, new JsonObject { ["spec"] = new JsonObject { ["token"] = token, ["audiences"] = new JsonArray("llm") } });
        Assert.True((bool)right["status"]!["authenticated"]!);
        Assert.Equal("system:serviceaccount:default:default", (string)right["status"]!["user"]!["username"]!);
        var (code, wrong) = await api.PostAsync(Reviews, new JsonObject { ["spec"] = new JsonObject { ["token"] = token } });
        Assert.Equal(HttpStatusCode.Created, code);
        Assert.Null(wrong["status"]!["authenticated"]);
    }

    [Fact]
    public async Task RBAC_objects_decide_what_a_service_account_may()
    {
        await using var api = await Api.StartAsync();
        api.Server.Identities.Add("t", UserInfo.ServiceAccount("default", "gateway"));
        var (denied, status) = await api.SendAsync(HttpMethod.Get, Api.Tiers, null, "", token: "t");
        Assert.Equal(HttpStatusCode.Forbidden, denied);
        Assert.Contains("cannot list resource \"modeltiers\" in API group \"llmrouting.dev\" in the namespace \"default\"", (string)status["message"]!);
        api.Server.Objects.Add("""
            apiVersion: rbac.authorization.k8s.io/v1
            kind: Role
            metadata: {name: r}
            rules: [{apiGroups: [llmrouting.dev], resources: [modeltiers], verbs: [list]}]
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: RoleBinding
            metadata: {name: r}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: r}
            subjects: [{kind: ServiceAccount, name: gateway, namespace: default}]
            """);
        Assert.Equal(HttpStatusCode.OK, (await api.SendAsync(HttpMethod.Get, Api.Tiers, null, "", token: "t")).Code);
        Assert.Equal(HttpStatusCode.Forbidden, (await api.SendAsync(HttpMethod.Post, Api.Tiers, Api.Tier("x"), "application/json", token: "t")).Code);
    }

    [Fact]
    public async Task Access_reviews_cover_paths_that_are_no_resource()
    {
        await using var api = await Api.StartAsync();
        api.Server.Objects.Add("""
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRole
            metadata: {name: frames}
            rules: [{nonResourceURLs: [/v1/frames/main], verbs: [get]}]
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRoleBinding
            metadata: {name: frames}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: frames}
            subjects: [{kind: ServiceAccount, name: gateway, namespace: default}]
            """);
        Assert.True(await AllowedAsync(api, "/v1/frames/main"));
        Assert.False(await AllowedAsync(api, "/v1/frames/other"));
    }

    [Fact]
    public async Task A_test_can_take_rights_away_and_give_them_back()
    {
        await using var api = await Api.StartAsync();
        using (api.Server.Authorizer.Deny((_, access) => access.Resource == "modeltiers"))
            Assert.Equal(HttpStatusCode.Forbidden, (await api.GetAsync(Api.Tiers)).Code);
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync(Api.Tiers)).Code);
    }

    private static async Task<bool> AllowedAsync(Api api, string path)
    {
        var spec = new JsonObject { ["user"] = "system:serviceaccount:default:gateway", ["nonResourceAttributes"] = new JsonObject { ["path"] = path, ["verb"] = "get" } };
        var (_, review) = await api.PostAsync("/apis/authorization.k8s.io/v1/subjectaccessreviews", new JsonObject { ["spec"] = spec });
        return (bool)review["status"]!["allowed"]!;
    }
}
