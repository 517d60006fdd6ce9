using System.Text.Json.Nodes;
using LlmRouting.Contract.Frames;
using LlmRouting.Operator.Kubernetes;

namespace LlmRouting.EndToEnd.Tests.Harness;

/// <summary>Service accounts, their Pods and rights, and tokens as a kubelet projects them.</summary>
public sealed class GatewayIdentity(KubernetesClient client, string ns)
{
    public const string Account = "gateway";

    private const string Role = "llm-routing-e2e-gateway";

    /// <summary>The right to read frames of gateway default and to report, as the chart gives it.</summary>
    public async Task GrantAsync()
    {
        await ApplyAsync(Kinds.ClusterRoles, Role, ("rules", new JsonArray(Rule("get", FrameProtocol.FramesOf("default")), Rule("create", FrameProtocol.ReportsOf("default")))));
        await ApplyAsync(Kinds.ClusterRoleBindings, ns,
            ("roleRef", new JsonObject { ["apiGroup"] = Kinds.ClusterRoles.Group, ["kind"] = "ClusterRole", ["name"] = Role }),
            ("subjects", new JsonArray(new JsonObject { ["kind"] = "ServiceAccount", ["name"] = Account, ["namespace"] = ns })));
    }

    public Task RevokeAsync() => client.DeleteAsync(Kinds.ClusterRoleBindings, null, ns, new DeleteOptions(), default);

    /// <summary>A Pod that runs as the account; both are made where they are missing.</summary>
    public async Task AddPodAsync(string pod, string account = Account)
    {
        await TryCreateAsync(ApiResources.ServiceAccounts, account, []);
        await TryCreateAsync(ApiResources.Pods, pod, new JsonObject
        {
            ["serviceAccountName"] = account,
            ["containers"] = new JsonArray(new JsonObject { ["name"] = "gateway", ["image"] = "registry.k8s.io/pause:3.10" }),
        });
    }

    /// <param name="audience">Null: the API server itself.</param>
    public async Task<string> TokenAsync(string pod, string account = Account, string? audience = FrameProtocol.Audience)
    {
        var answer = await client.CreateAsync(new ApiResource("", "v1", $"serviceaccounts/{account}/token", "TokenRequest"), ns, new JsonObject
        {
            ["apiVersion"] = "authentication.k8s.io/v1", ["kind"] = "TokenRequest",
            ["spec"] = new JsonObject
            {
                ["audiences"] = audience is null ? null : new JsonArray(audience), ["expirationSeconds"] = 3600,
                ["boundObjectRef"] = new JsonObject { ["apiVersion"] = "v1", ["kind"] = "Pod", ["name"] = pod },
            },
        }, default);
        return (string)answer["status"]!["token"]!;
    }

    private async Task TryCreateAsync(ApiResource resource, string name, JsonObject spec)
    {
        if (await client.FindAsync(resource, ns, name, default) is not null) return;
        var body = new JsonObject { ["apiVersion"] = resource.ApiVersion, ["kind"] = resource.Kind, ["metadata"] = new JsonObject { ["name"] = name } };
        if (spec.Count > 0) body["spec"] = spec;
        await client.CreateAsync(resource, ns, body, default);
    }

    private Task ApplyAsync(ApiResource resource, string name, params IEnumerable<(string Name, JsonNode Value)> fields)
    {
        var body = new JsonObject { ["apiVersion"] = resource.ApiVersion, ["kind"] = resource.Kind, ["metadata"] = new JsonObject { ["name"] = name } };
        foreach (var (field, value) in fields) body[field] = value;
        return client.ApplyAsync(resource, null, name, body, "llm-routing-e2e", force: true, default);
    }

    private static JsonObject Rule(string verb, string path) => new() { ["nonResourceURLs"] = new JsonArray(path), ["verbs"] = new JsonArray(verb) };
}
