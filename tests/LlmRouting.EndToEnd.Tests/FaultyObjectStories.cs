using System.Globalization;
using System.Text.Json.Nodes;
using LlmRouting.Contract.Api;
using LlmRouting.EndToEnd.Tests.Harness;
using LlmRouting.Operator.Kubernetes;

namespace LlmRouting.EndToEnd.Tests;

/// <summary>What is wrong with an object stands on it, once, and is nobody else's trouble.</summary>
public sealed class FaultyObjectStories
{
    private const string Words = "Apply the CRDs of the operator's release";

    [Fact]
    public async Task Every_fault_is_a_condition_and_one_Event_and_the_others_go_on()
    {
        var (story, _, router) = await Story.ServingAsync();
        await using var end = story;
        await using var load = Load.On(() => router);
        await TakeAsync(story, "taken");
        await SecretAsync(story, "unlabelled");
        await SecretAsync(story, "hostless", labels: """{"llmrouting.dev/secret": "upstream-credential"}""");
        story.Pods.Let("unpullable", PodFate.PullFails);
        await story.ApplyAsync(Manifests.Join(
            Manifests.Tier("unknown-gpu", "m", gpu: "h9000"),
            Manifests.Tier("no-version", "m").Replace("version: 0.11.2, ", "", StringComparison.Ordinal),
            Manifests.Tier("taken", "m"),
            Manifests.Tier("unpullable", "m", version: "0.11.1"),
            Manifests.External("no-secret", "absent"),
            Manifests.External("bad-secret", "unlabelled"),
            Manifests.External("bad-hosts", "hostless"),
            Manifests.Policy("second"),
            Manifests.Policy("homeless", model: "other", gateway: "elsewhere"),
            Manifests.Policy("dangling", model: "third", weak: "nobody")));

        await SaysAsync(story, "ModelTier", "unknown-gpu", "Ready", "UnknownGpuClass", "h9000");
        await SaysAsync(story, "ModelTier", "no-version", "Ready", "MissingVersion", "spec.vllm.version");
        await SaysAsync(story, "ModelTier", "taken", "Ready", "NameTaken", "Deployment taken");
        await SaysAsync(story, "ModelTier", "unpullable", "Ready", "ImagePullFailed", "imagePullSecrets");
        await SaysAsync(story, "ModelTier", "no-secret", "Ready", "RefNotFound", "Secret absent");
        await SaysAsync(story, "ModelTier", "bad-secret", "Ready", "RefNotFound", "llmrouting.dev/secret");
        await SaysAsync(story, "ModelTier", "bad-hosts", "Ready", "RefNotUsable", "spec.external.apiKeySecretRef.name: Secret hostless has problems of its own: metadata.annotations[llmrouting.dev/hosts]: is required");
        await SaysAsync(story, "RoutingPolicy", "second", "Accepted", "ModelNameConflict", "default");
        await SaysAsync(story, "RoutingPolicy", "homeless", "Accepted", "GatewayNotFound", "elsewhere");
        await SaysAsync(story, "RoutingPolicy", "dangling", "ResolvedRefs", "RefNotFound", "nobody");

        Assert.Equal("other", (await story.GetAsync("Deployment", "taken"))["metadata"]!["labels"]!["of"]!.GetValue<string>());
        await story.ConditionAsync("ModelTier", "small", "Ready", "True", "Serving");
        await story.ConditionAsync("RoutingPolicy", "default", "Programmed", "True");
        await load.ServesAsync();
        await load.NothingFailedAsync();
    }

    [Fact]
    public async Task A_missing_right_is_said_on_the_tier_that_needs_it()
    {
        await using var story = await Story.BeginAsync();
        await story.Gateway.AddPodAsync("op-0", OperatorRights.Account);
        await OperatorRights.GrantAsync(story, without: "poddisruptionbudgets");
        var token = await story.Gateway.TokenAsync("op-0", OperatorRights.Account, audience: null);
        await story.ApplyAsync(Manifests.Join(Manifests.Small(), Manifests.Large(), Manifests.Policy()));
        await story.StartOperatorAsync(connection: story.Cluster.Connection with { User = new UserCredential { Token = token } });
        var router = await story.StartRouterAsync();
        await story.ServesAsync(router);
        await SaysAsync(story, "ModelTier", "small", "Ready", "Forbidden", "PodDisruptionBudget");
        Assert.Equal("weak", (await router.DecisionAsync("hello")).Tier);

        await OperatorRights.GrantAsync(story, without: null);
        await story.PatchAsync("ModelTier", "small", """{"spec":{"costPerHour":"0.31"}}""");
        await story.ConditionAsync("ModelTier", "small", "Ready", "True", "Serving");
    }

    [OnTheFakeFact]
    public async Task CRDs_older_than_the_operator_are_said_on_every_object_which_is_served_all_the_same()
    {
        await using var story = await Story.BeginAsync();
        await SchemaAsync(story, "0");
        await story.ApplyAsync(Manifests.Join(Manifests.Small(), Manifests.Large(), Manifests.Policy()));
        var @operator = await story.StartOperatorAsync();
        var router = await story.StartRouterAsync();
        await router.HasEndpointsAsync("small", 1);
        Assert.Equal("weak", (await router.DecisionAsync("hello")).Tier);
        Assert.Contains(Words, await story.ConditionAsync("ModelTier", "small", "Ready", "True", "Serving"), StringComparison.Ordinal);
        Assert.Contains(Words, await story.ConditionAsync("RoutingPolicy", "default", "Accepted", "True"), StringComparison.Ordinal);
        Assert.True(story.Log.Says("Warning CustomResourceDefinition modeltiers"), story.Log.Tail);

        await @operator.DisposeAsync();
        await SchemaAsync(story, ApiNames.SchemaRevision.ToString(CultureInfo.InvariantCulture));
        await story.StartOperatorAsync();
        await story.BecomesAsync("ModelTier", "small", item => !((string?)Story.Condition(item, "Ready")?["message"])!.Contains(Words, StringComparison.Ordinal));
        await story.BecomesAsync("RoutingPolicy", "default", item => !((string?)Story.Condition(item, "Accepted")?["message"])!.Contains(Words, StringComparison.Ordinal));
    }

    private static async Task SchemaAsync(Story story, string revision)
    {
        foreach (var crd in new[] { "modeltiers", "routingpolicies", "canaryrollouts" })
        {
            var patch = new JsonObject { ["metadata"] = new JsonObject { ["annotations"] = new JsonObject { [ApiNames.SchemaAnnotation] = revision } } };
            await story.Client.MergePatchAsync(ApiResources.CustomResourceDefinitions, null, $"{crd}.{ApiNames.Group}", patch, default);
        }
    }

    [Fact]
    public async Task A_key_that_was_deleted_is_made_anew_and_served_with()
    {
        var (story, _, router) = await Story.ServingAsync();
        await using var end = story;
        var before = story.Pods.Of("small").Single().Name;
        await story.DeleteAsync("Secret", "small-vllm-key");
        await Eventually.IsAsync(() => story.Pods.Of("small") is [var pod] && pod.Name != before, () => "the servers still have the old key");
        await Eventually.IsAsync(async () => await router.FaultOfAsync("hello", stream: true) is null && (await router.DecisionAsync("hello")).Tier == "weak", () => Task.FromResult("nothing is served\n" + story.Log.Tail));
        await story.ConditionAsync("ModelTier", "small", "Ready", "True", "Serving");
    }

    [Fact]
    public async Task A_Secret_that_was_spoilt_is_served_on_and_said_on_what_needs_it_and_on_itself()
    {
        var (story, _, router) = await Story.ServingAsync();
        await using var end = story;
        await using var load = Load.On(() => router);
        await SecretAsync(story, "provider", """{"llmrouting.dev/secret": "upstream-credential"}""", """{"llmrouting.dev/hosts": "models.example.com"}""");
        await SecretAsync(story, "caller", """{"llmrouting.dev/secret": "api-key"}""", entries: $$"""{"id": "k1", "sha256": "{{new string('a', 64)}}"}""");
        await story.ApplyAsync(Manifests.Join(Manifests.External("far", "provider"), Manifests.Policy("second", model: "far", weak: "far", strong: "far")));
        await story.ConditionAsync("RoutingPolicy", "second", "Programmed", "True");

        await story.PatchAsync("Secret", "provider", """{"metadata": {"annotations": null}}""");
        await story.PatchAsync("Secret", "caller", """{"data": {"id": null}}""");
        await SaysAsync(story, "ModelTier", "far", "Ready", "RefNotUsable", "metadata.annotations[llmrouting.dev/hosts]: is required");
        await HasEventAsync(story, "Secret", "provider", "Invalid");
        await HasEventAsync(story, "Secret", "caller", "Invalid");
        await story.BecomesAsync("RoutingPolicy", "default", item => ((string?)Story.Condition(item, "Accepted")?["message"])!.Contains("Secret caller, an API key for it", StringComparison.Ordinal));
        await story.ConditionAsync("RoutingPolicy", "second", "Programmed", "True");

        await story.PatchAsync("Secret", "provider", """{"metadata": {"annotations": {"llmrouting.dev/hosts": "models.example.com"}}}""");
        await story.ConditionAsync("ModelTier", "far", "Ready", "True", "External");
        await load.NothingFailedAsync();
    }

    private static async Task SaysAsync(Story story, string kind, string name, string type, string reason, string word)
    {
        Assert.Contains(word, await story.ConditionAsync(kind, name, type, "False", reason), StringComparison.Ordinal);
        await HasEventAsync(story, kind, name, reason);
    }

    private static async Task HasEventAsync(Story story, string kind, string name, string reason)
    {
        await Eventually.IsAsync(async () => (await story.EventsAsync(kind, name, reason)).Count > 0, () => Task.FromResult($"{kind} {name} has no Event {reason}"));
        var about = Assert.Single(await story.EventsAsync(kind, name, reason));
        Assert.Equal("Warning", about.GetProperty("type").GetString());
    }

    private static Task TakeAsync(Story story, string name) => story.Client.CreateAsync(ApiResources.Deployments, story.Namespace, JsonNode.Parse($$$"""
        {
          "apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "{{{name}}}", "labels": {"of": "other"}},
          "spec": {
            "replicas": 0, "selector": {"matchLabels": {"of": "other"}},
            "template": {"metadata": {"labels": {"of": "other"}}, "spec": {"containers": [{"name": "app", "image": "registry.k8s.io/pause:3.10"}]}}
          }
        }
        """)!.AsObject(), default);

    private static Task SecretAsync(Story story, string name, string labels = "{}", string annotations = "{}", string entries = """{"key": "sk-test"}""") => story.Client.CreateAsync(ApiResources.Secrets, story.Namespace, JsonNode.Parse($$$"""
        {"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "{{{name}}}", "labels": {{{labels}}}, "annotations": {{{annotations}}}}, "stringData": {{{entries}}}}
        """)!.AsObject(), default);
}
