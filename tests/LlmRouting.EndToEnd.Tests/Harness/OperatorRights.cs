using System.Text.Json.Nodes;
using LlmRouting.Operator.Kubernetes;
using LlmRouting.TestKit;
using YamlJson = LlmRouting.TestKit.Kubernetes.Builtins.YamlJson;

namespace LlmRouting.EndToEnd.Tests.Harness;

/// <summary>An operator that is no administrator: it has the chart's own roles.</summary>
public static class OperatorRights
{
    public const string Account = "operator";

    private const string Everywhere = "llm-routing-e2e-operator";

    private static readonly string[] Reading = ["get", "list", "watch"];

    /// <summary>The roles as they are installed without Helm, for a release and namespace called <c>llm-routing</c>.</summary>
    private static readonly IReadOnlyList<JsonObject> Installed = [.. YamlJson.Documents(File.ReadAllText(Path.Combine(RepositoryRoot.Path, "charts/kustomize/install/install.yaml")))];

    /// <param name="without">A resource that may be read and not written; null: none.</param>
    public static async Task GrantAsync(Story story, string? without)
    {
        await ApplyAsync(story, Kinds.Roles, story.Namespace, Role([.. Rules("Role", "llm-routing-operator").Select(Named), .. Rules("ClusterRole", "llm-routing:llm-routing-served").Select(rule => Without(rule, without))]));
        await ApplyAsync(story, Kinds.RoleBindings, story.Namespace, Binding(story, "Role", Account));
        await ApplyAsync(story, Kinds.ClusterRoles, null, Role([.. Rules("ClusterRole", "llm-routing:llm-routing-operator"), .. Rules("ClusterRole", "llm-routing:llm-routing-served-release")]), Everywhere);
        await ApplyAsync(story, Kinds.ClusterRoleBindings, null, Binding(story, "ClusterRole", Everywhere), $"{story.Namespace}-operator");
    }

    public static Task RevokeAsync(KubernetesClient client, string ns) => client.DeleteAsync(Kinds.ClusterRoleBindings, null, $"{ns}-operator", new DeleteOptions(), default);

    private static IEnumerable<JsonObject> Rules(string kind, string name) =>
        Installed.Single(item => (string?)item["kind"] == kind && (string?)item["metadata"]!["name"] == name)["rules"]!.AsArray().Select(rule => rule!.DeepClone().AsObject());

    /// <summary>What the release's name is part of is called by <see cref="OperatorUnderTest.Service"/> here.</summary>
    private static JsonObject Named(JsonObject rule)
    {
        if (rule["resourceNames"] is JsonArray names) rule["resourceNames"] = new JsonArray([.. names.Select(name => (JsonNode)((string)name!).Replace("llm-routing", OperatorUnderTest.Service, StringComparison.Ordinal))]);
        return rule;
    }

    private static JsonObject Without(JsonObject rule, string? without)
    {
        if (rule["resources"]!.AsArray().Any(item => (string?)item == without)) rule["verbs"] = new JsonArray([.. Reading.Select(verb => (JsonNode)verb)]);
        return rule;
    }

    private static JsonObject Role(IEnumerable<JsonObject> rules) => new() { ["rules"] = new JsonArray([.. rules]) };

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
