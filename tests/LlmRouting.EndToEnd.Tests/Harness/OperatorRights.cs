using System.Text.Json.Nodes;
using LlmRouting.Operator.Kubernetes;

namespace LlmRouting.EndToEnd.Tests.Harness;

/// <summary>An operator that is no administrator.</summary>
public static class OperatorRights
{
    public const string Account = "operator";

    private const string Reviewer = "llm-routing-e2e-reviewer";

    private static readonly (string Group, string[] Resources)[] Needed =
    [
        ("llmrouting.dev", ["modeltiers", "modeltiers/status", "modeltiers/finalizers", "routingpolicies", "routingpolicies/status", "canaryrollouts", "canaryrollouts/status"]),
        ("", ["secrets", "configmaps", "services", "persistentvolumeclaims", "pods"]),
        ("apps", ["deployments", "deployments/scale"]),
        ("autoscaling", ["horizontalpodautoscalers"]),
        ("coordination.k8s.io", ["leases"]),
        ("discovery.k8s.io", ["endpointslices"]),
        ("events.k8s.io", ["events"]),
        ("policy", ["poddisruptionbudgets"]),
    ];

    /// <param name="without">A resource that may be read and not written; null: none.</param>
    public static async Task GrantAsync(Story story, string? without)
    {
        var rules = Needed.Select(item => Rule(item.Group, item.Resources, item.Resources.Contains(without) ? ["get", "list", "watch"] : ["get", "list", "watch", "create", "update", "patch", "delete"]));
        await ApplyAsync(story, Kinds.Roles, story.Namespace, new JsonObject { ["rules"] = new JsonArray([.. rules]) });
        await ApplyAsync(story, Kinds.RoleBindings, story.Namespace, Binding(story, "Role", Account));
        await ApplyAsync(story, Kinds.ClusterRoles, null, new JsonObject { ["rules"] = new JsonArray(Rule("authentication.k8s.io", ["tokenreviews"], ["create"]), Rule("authorization.k8s.io", ["subjectaccessreviews"], ["create"])) }, Reviewer);
        await ApplyAsync(story, Kinds.ClusterRoleBindings, null, Binding(story, "ClusterRole", Reviewer), $"{story.Namespace}-operator");
    }

    public static Task RevokeAsync(KubernetesClient client, string ns) => client.DeleteAsync(Kinds.ClusterRoleBindings, null, $"{ns}-operator", new DeleteOptions(), default);

    private static JsonObject Rule(string group, string[] resources, string[] verbs) => new()
    {
        ["apiGroups"] = new JsonArray(group), ["resources"] = new JsonArray([.. resources.Select(item => (JsonNode)item)]), ["verbs"] = new JsonArray([.. verbs.Select(item => (JsonNode)item)]),
    };

    private static JsonObject Binding(Story story, string kind, string role) => new()
    {
        ["roleRef"] = new JsonObject { ["apiGroup"] = Kinds.Roles.Group, ["kind"] = kind, ["name"] = role },
        ["subjects"] = new JsonArray(new JsonObject { ["kind"] = "ServiceAccount", ["name"] = Account, ["namespace"] = story.Namespace }),
    };

    private static Task ApplyAsync(Story story, ApiResource resource, string? ns, JsonObject body, string name = Account)
    {
        (body["apiVersion"], body["kind"], body["metadata"]) = (resource.ApiVersion, resource.Kind, new JsonObject { ["name"] = name });
        return story.Client.ApplyAsync(resource, ns, name, body, "llm-routing-e2e", force: true, default);
    }
}
