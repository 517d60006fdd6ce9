using System.Text.Json.Nodes;
using LlmRouting.Operator.Kubernetes;
using LlmRouting.Operator.Publishing;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit.Abstractions;

namespace LlmRouting.Operator.Tests.Publishing;

/// <summary>Against the API server that KUBECONFIG names, where LLMROUTING_E2E=cluster says that it is meant; else they pass over.</summary>
public sealed class OnAClusterTests(ITestOutputHelper output)
{
    private const string Namespace = "publishing-tests";
    private const string Gateway = "default";
    private static readonly bool HasCluster = Environment.GetEnvironmentVariable("LLMROUTING_E2E") == "cluster" && Environment.GetEnvironmentVariable("KUBECONFIG") is { Length: > 0 };
    private static readonly ApiResource Roles = new("rbac.authorization.k8s.io", "v1", "clusterroles", "ClusterRole", Namespaced: false);
    private static readonly ApiResource Bindings = new("rbac.authorization.k8s.io", "v1", "clusterrolebindings", "ClusterRoleBinding", Namespaced: false);

    [Fact]
    public async Task Tokens_and_rights_are_reviewed_as_they_are()
    {
        if (!HasCluster) return;
        using var client = Client();
        var uid = await PrepareAsync(client);
        var identity = new PeerIdentity(client, Namespace, TimeProvider.System, NullLogger<PeerIdentity>.Instance);
        Task<PeerVerdict> Ask(string token, string verb = "get", string path = "/v1/frames/" + Gateway) => identity.ReviewAsync("Bearer " + token, verb, path, null, default);

        var good = await TokenAsync(client, "gateway", "llm-routing", uid);
        await Say("gateway", Ask(good), 200);
        Assert.Equal(new Peer(Namespace, "gateway", "gw-0", uid), (await Ask(good)).Peer);
        await Say("gateway, reports", Ask(good, "create", "/v1/reports/" + Gateway), 200);
        await Say("gateway, another gateway", Ask(good, path: "/v1/frames/other"), 403);
        await Say("gateway, another audience", Ask(await TokenAsync(client, "gateway", "https://kubernetes.default.svc.cluster.local", uid)), 403);
        await Say("gateway, no pod", Ask(await TokenAsync(client, "gateway", "llm-routing", null)), 403);
        await Say("default account", Ask(await TokenAsync(client, "other", "llm-routing", await PodAsync(client, "other"))), 403);
        await Say("broken signature", Ask(good[..^8] + "AAAAAAAA"), 401);
        await Say("garbage", Ask("garbage"), 401);
    }

    [Fact]
    public async Task Replicas_race_for_one_certificate_and_write_no_second_time()
    {
        if (!HasCluster) return;
        using var client = Client();
        await PrepareAsync(client);
        await client.DeleteAsync(ApiResources.Secrets, Namespace, "serving", new DeleteOptions(), default);
        var options = new ServingCertificateOptions { Namespace = Namespace, SecretName = "serving", DnsNames = ["operator.publishing-tests.svc"], Bundles = [new BundleTarget(Namespace, "bundle")] };
        var replicas = Enumerable.Range(0, 4)
            .Select(i => new ServingCertificate(client, options, TimeProvider.System, new Random(i), NullLogger<ServingCertificate>.Instance)).ToList();
        await Task.WhenAll(replicas.Select(replica => replica.EnsureAsync(default)));
        Assert.Single(replicas.Select(replica => replica.Current.Thumbprint).Distinct());
        var before = await VersionsAsync(client);
        await Task.WhenAll(replicas.Select(replica => replica.EnsureAsync(default)));
        Assert.Equal(before, await VersionsAsync(client));
        output.WriteLine($"one certificate, {before}");
    }

    [Fact]
    public async Task Held_versions_survive_in_a_ConfigMap()
    {
        if (!HasCluster) return;
        using var client = Client();
        await PrepareAsync(client);
        var store = Held(client);
        await store.LoadAsync(default);
        await store.StoreAsync([Samples.Tier("small"), Samples.Policy("p", "small")], 1, default);
        Assert.Equal(2, (await Held(client).LoadAsync(default)).Count);
        await store.StoreAsync([], 1, default);
        Assert.Empty(await Held(client).LoadAsync(default));
    }

    private static HeldVersions Held(KubernetesClient client) => new(client, Namespace, "op-held-versions", NullLogger<HeldVersions>.Instance);

    private static KubernetesClient Client() => KubernetesClient.Create(KubeconfigFile.Load(), TimeProvider.System, new Random(1));

    private async Task Say(string who, Task<PeerVerdict> asked, int status)
    {
        var verdict = await asked;
        output.WriteLine($"{who}: {verdict.Status} {verdict.Reason}");
        Assert.Equal(status, verdict.Status);
    }

    private static async Task<string> VersionsAsync(KubernetesClient client)
    {
        var secret = await client.FindAsync(ApiResources.Secrets, Namespace, "serving", default);
        var bundle = await client.FindAsync(ApiResources.ConfigMaps, Namespace, "bundle", default);
        return $"Secret {secret!["metadata"]!["resourceVersion"]}, ConfigMap {bundle!["metadata"]!["resourceVersion"]}";
    }

    /// <returns>The UID of the gateway's pod.</returns>
    private static async Task<string> PrepareAsync(KubernetesClient client)
    {
        await Apply(client, ApiResources.Namespaces, Namespace, """{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"publishing-tests"}}""");
        await Apply(client, ApiResources.ServiceAccounts, "gateway", """{"apiVersion":"v1","kind":"ServiceAccount","metadata":{"name":"gateway","namespace":"publishing-tests"}}""");
        await Apply(client, ApiResources.ServiceAccounts, "other", """{"apiVersion":"v1","kind":"ServiceAccount","metadata":{"name":"other","namespace":"publishing-tests"}}""");
        await Apply(client, Roles, "publishing-tests-gateway", """
            {"apiVersion":"rbac.authorization.k8s.io/v1","kind":"ClusterRole","metadata":{"name":"publishing-tests-gateway"},
             "rules":[{"nonResourceURLs":["/v1/frames/default"],"verbs":["get"]},{"nonResourceURLs":["/v1/reports/default"],"verbs":["create"]}]}
            """);
        await Apply(client, Bindings, "publishing-tests-gateway", """
            {"apiVersion":"rbac.authorization.k8s.io/v1","kind":"ClusterRoleBinding","metadata":{"name":"publishing-tests-gateway"},
             "roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"ClusterRole","name":"publishing-tests-gateway"},
             "subjects":[{"kind":"ServiceAccount","name":"gateway","namespace":"publishing-tests"}]}
            """);
        return await PodAsync(client, "gateway");
    }

    private static Task<JsonObject> Apply(KubernetesClient client, ApiResource resource, string name, string body) =>
        client.ApplyAsync(resource, resource.Namespaced ? Namespace : null, name, JsonNode.Parse(body)!.AsObject(), "publishing-tests-tests", force: true, default);

    private static async Task<string> PodAsync(KubernetesClient client, string account)
    {
        var name = account == "gateway" ? "gw-0" : "other-0";
        var pod = await Apply(client, ApiResources.Pods, name, $$$"""
            {"apiVersion":"v1","kind":"Pod","metadata":{"name":"{{{name}}}","namespace":"publishing-tests"},
             "spec":{"serviceAccountName":"{{{account}}}","containers":[{"name":"main","image":"example.com/nothing:1"}]}}
            """);
        return pod["metadata"]!["uid"]!.GetValue<string>();
    }

    private static async Task<string> TokenAsync(KubernetesClient client, string account, string audience, string? podUid)
    {
        var spec = new JsonObject { ["audiences"] = new JsonArray(audience), ["expirationSeconds"] = 600 };
        if (podUid is not null)
            spec["boundObjectRef"] = new JsonObject { ["apiVersion"] = "v1", ["kind"] = "Pod", ["name"] = account == "gateway" ? "gw-0" : "other-0", ["uid"] = podUid };
        var body = new JsonObject { ["apiVersion"] = "authentication.k8s.io/v1", ["kind"] = "TokenRequest", ["spec"] = spec };
        var answer = await client.CreateAsync(new ApiResource("", "v1", $"serviceaccounts/{account}/token", "TokenRequest"), Namespace, body, default);
        return answer["status"]!["token"]!.GetValue<string>();
    }
}
