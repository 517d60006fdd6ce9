using System.Text.Json.Nodes;
using LlmRouting.Operator.Kubernetes;
using LlmRouting.Operator.Reconcilers.Caching;

namespace LlmRouting.Operator.Tests.Chart;

/// <summary>The operator's account may do what the operator does, and nothing more.</summary>
public sealed class LeastPrivilegeTests
{
    private const string Cluster = "llm-routing:llm-routing-operator";
    private const string Served = "llm-routing:llm-routing-served";

    private static readonly ApiResource[] Children =
    [
        ApiResources.Deployments, ApiResources.Services, ApiResources.HorizontalPodAutoscalers, ApiResources.PodDisruptionBudgets, OurResources.PodMonitors, OurResources.ScaledObjects,
    ];

    [Fact]
    public void It_follows_every_kind_that_the_caches_hold()
    {
        ApiResource[] followed =
        [
            OurResources.ModelTiers, OurResources.RoutingPolicies, OurResources.CanaryRollouts, ApiResources.Secrets, ApiResources.EndpointSlices,
            ApiResources.Pods, ApiResources.PersistentVolumeClaims, .. Children,
        ];
        Assert.All(followed, resource => Assert.Superset(new HashSet<string> { "get", "list", "watch" }, Verbs(Served, resource.Group, resource.Plural)));
    }

    [Fact]
    public void It_makes_changes_and_removes_the_objects_of_a_tier() =>
        Assert.All(Children, resource => Assert.Superset(new HashSet<string> { "create", "patch", "delete" }, Verbs(Served, resource.Group, resource.Plural)));

    [Fact]
    public void It_never_changes_or_removes_what_people_own()
    {
        foreach (var kind in new[] { "modeltiers", "routingpolicies", "canaryrollouts" })
            Assert.Empty(Verbs(Served, "llmrouting.dev", kind).Intersect(["create", "update", "delete", "deletecollection"]));
        Assert.Equal(["create", "get", "list", "watch"], Verbs(Served, "", "secrets").Order());
        Assert.DoesNotContain("delete", Verbs(Served, "", "persistentvolumeclaims"));
        Assert.Equal(["get", "list", "watch"], Verbs(Served, "", "pods").Order());
    }

    [Fact]
    public void Of_its_own_namespace_it_knows_objects_by_name()
    {
        var own = Roles("Role").Single(role => Name(role) == "llm-routing-operator");
        foreach (var rule in Rules(own).Where(rule => Words(rule, "resources").Intersect(["secrets", "configmaps"]).Any())) Assert.NotEmpty(Words(rule, "resourceNames"));
    }

    [Fact]
    public void No_rule_has_a_wildcard() =>
        Assert.DoesNotContain(Roles("Role").Concat(Roles("ClusterRole")).SelectMany(Rules), rule => rule.ToJsonString().Contains('*', StringComparison.Ordinal));

    [Fact]
    public void The_cluster_wide_role_names_what_it_reads() =>
        Assert.All(Rules(Role(Cluster)).Where(rule => !Words(rule, "verbs").SequenceEqual(["create"])), rule => Assert.NotEmpty(Words(rule, "resourceNames")));

    [Fact]
    public void By_default_only_the_releases_namespace_is_served()
    {
        var bindings = ChartFiles.Rendered.Where(item => Kind(item) is "RoleBinding" or "ClusterRoleBinding" && item["roleRef"]!["name"]!.GetValue<string>() == Served).ToList();
        Assert.Equal("llm-routing", Assert.Single(bindings)["metadata"]!["namespace"]!.GetValue<string>());
    }

    [Fact]
    public void A_namespace_that_goes_cannot_take_the_right_to_release_its_tiers_along()
    {
        var bound = ChartFiles.Rendered.Where(item => Kind(item) == "ClusterRoleBinding" && item["subjects"]![0]!["name"]!.GetValue<string>() == "llm-routing-operator")
            .SelectMany(binding => Rules(Role(binding["roleRef"]!["name"]!.GetValue<string>()))).Where(rule => Words(rule, "apiGroups").Contains("llmrouting.dev"));
        Assert.Equal(["modeltiers: get list watch patch", "modeltiers/status: patch"], bound.Select(rule => $"{Words(rule, "resources").Single()}: {string.Join(' ', Words(rule, "verbs"))}"));
    }

    [Fact]
    public void A_gateway_reads_its_frames_sends_its_reports_and_has_no_token_for_the_API()
    {
        var rules = Rules(Role("llm-routing:llm-routing:gateway-default")).Select(rule => $"{string.Join(",", Words(rule, "verbs"))} {string.Join(",", Words(rule, "nonResourceURLs"))}");
        Assert.Equal(["get /v1/frames/default", "create /v1/reports/default"], rules);
        var pod = ChartFiles.Rendered.Single(item => Kind(item) == "Deployment" && Name(item) == "llm-routing-default")["spec"]!["template"]!["spec"]!;
        Assert.False(pod["automountServiceAccountToken"]!.GetValue<bool>());
    }

    [Fact]
    public void Every_container_is_restricted()
    {
        foreach (var pod in ChartFiles.Rendered.Where(item => Kind(item) == "Deployment").Select(item => item["spec"]!["template"]!["spec"]!))
        {
            Assert.True(pod["securityContext"]!["runAsNonRoot"]!.GetValue<bool>());
            Assert.Equal("RuntimeDefault", pod["securityContext"]!["seccompProfile"]!["type"]!.GetValue<string>());
            var container = Assert.Single(pod["containers"]!.AsArray())!["securityContext"]!;
            Assert.True(container["readOnlyRootFilesystem"]!.GetValue<bool>());
            Assert.False(container["allowPrivilegeEscalation"]!.GetValue<bool>());
            Assert.Equal("ALL", Assert.Single(container["capabilities"]!["drop"]!.AsArray())!.GetValue<string>());
        }
    }

    private static HashSet<string> Verbs(string role, string group, string resource) =>
        [.. Rules(Role(role)).Where(rule => Words(rule, "apiGroups").Contains(group) && Words(rule, "resources").Contains(resource)).SelectMany(rule => Words(rule, "verbs"))];

    private static JsonObject Role(string name) => Roles("ClusterRole").Single(role => Name(role) == name);

    private static IEnumerable<JsonObject> Roles(string kind) => ChartFiles.Rendered.Where(item => Kind(item) == kind);

    private static IEnumerable<JsonNode> Rules(JsonObject role) => role["rules"]!.AsArray().Select(rule => rule!);

    private static IReadOnlyList<string> Words(JsonNode rule, string field) => [.. rule[field]?.AsArray().Select(word => word!.GetValue<string>()) ?? []];

    private static string Kind(JsonObject item) => item["kind"]!.GetValue<string>();

    private static string Name(JsonObject item) => item["metadata"]!["name"]!.GetValue<string>();
}
