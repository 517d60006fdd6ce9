using System.Text.Json.Nodes;
using LlmRouting.Operator.Builders;

namespace LlmRouting.Operator.Tests.Builders;

public sealed class TierBuilderTests
{
    [Fact]
    public void Equal_tiers_are_equal_objects_to_the_byte()
    {
        var one = TierCase.Build(TierCase.Of(more: "podTemplate: {metadata: {labels: {b: b, a: a}}, spec: {nodeSelector: {zone: b, pool: a}, containers: [{name: vllm, resources: {requests: {memory: 1024Mi, cpu: \"1.0\"}}}]}}\nautoscaling: {maxReplicas: 2, metrics: [{type: Demand, perReplica: 1000}, {type: QueueDepth}]}"));
        var other = TierCase.Build(TierCase.Of(more: "podTemplate: {metadata: {labels: {a: a, b: b}}, spec: {nodeSelector: {pool: a, zone: b}, containers: [{name: vllm, resources: {requests: {cpu: \"1\", memory: 1Gi}}}]}}\nautoscaling: {maxReplicas: 2, metrics: [{type: QueueDepth}, {type: Demand, perReplica: 1000}]}"));
        Assert.Equal(TierCase.Text(one), TierCase.Text(other));
    }

    [Theory]
    [InlineData("replicas: 4")]
    [InlineData("autoscaling: {maxReplicas: 4}")]
    [InlineData("autoscaling: {maxReplicas: 4, source: Direct}")]
    public void Replicas_are_the_scalers_alone(string scaling)
    {
        var tier = TierCase.Of(more: scaling);
        Assert.False(TierCase.Find(TierCase.Build(tier), "Deployment")["spec"]!.AsObject().ContainsKey("replicas"));
        var replicas = ReplicasBuilder.Build(tier, 4);
        Assert.Equal(FieldManagers.Scaler, replicas.FieldManager);
        Assert.Equal("""{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"small","namespace":"builders"},"spec":{"replicas":4}}""", replicas.Body.ToJsonString());
    }

    [Fact]
    public void Switching_to_autoscaling_leaves_the_deployment_as_it_was() => Assert.Equal(
        TierCase.Find(TierCase.Build(TierCase.Of(more: "replicas: 4")), "Deployment").ToJsonString(),
        TierCase.Find(TierCase.Build(TierCase.Of(more: "autoscaling: {maxReplicas: 4}")), "Deployment").ToJsonString());

    [Fact]
    public void The_key_is_in_its_Secret_and_nowhere_else()
    {
        var objects = TierCase.Build(TierCase.Of());
        var secret = Assert.Single(objects.Manifests, manifest => manifest.Body.ToJsonString().Contains("secret-of-the-test", StringComparison.Ordinal));
        Assert.Equal(("Secret", ManifestMode.CreateOnce), (secret.Kind, secret.Mode));
        Assert.Equal("vllm-key", (string)secret.Body["metadata"]!["labels"]!["llmrouting.dev/secret"]!);
    }

    [Fact]
    public void A_tier_whose_Secret_is_there_gets_no_other()
    {
        var objects = TierBuilder.Build(new TierInputs(TierCase.Of(), new([]), null, new TierKey("k", IsNew: false), new TierOptions()));
        Assert.Equal(["Service", "Deployment", "PodDisruptionBudget"], objects.Manifests.Select(manifest => manifest.Kind));
    }

    [Fact]
    public void Demand_is_always_a_signal_S1_16()
    {
        var objects = TierCase.Build(TierCase.Of("{version: 0.11.2, maxNumSeqs: 100}", more: "autoscaling: {maxReplicas: 4, metrics: [{type: QueueDepth, perReplica: 7}]}"));
        var metrics = TierCase.Find(objects, "HorizontalPodAutoscaler")["spec"]!["metrics"]!.AsArray();
        Assert.Equal(["llm_tier_queue_depth", "llm_tier_demand"], metrics.Select(metric => (string)metric!["external"]!["metric"]!["name"]!));
        Assert.Equal(["7", "70"], metrics.Select(metric => (string)metric!["external"]!["target"]!["averageValue"]!));
    }

    [Fact]
    public void An_autoscaler_that_is_no_longer_wanted_is_named()
    {
        Assert.Equal(["HorizontalPodAutoscaler", "ScaledObject"], Absent("replicas: 2"));
        Assert.Equal(["ScaledObject"], Absent("autoscaling: {maxReplicas: 2}"));
        Assert.Equal(["HorizontalPodAutoscaler"], Absent("autoscaling: {maxReplicas: 2, source: Keda}"));

        static IEnumerable<string> Absent(string scaling) => TierCase.Build(TierCase.Of(more: scaling)).Absent.Select(manifest => manifest.Kind);
    }

    [Fact]
    public void The_grace_period_is_15_s_the_longest_request_and_10_s()
    {
        var pod = TierCase.Pod(TierCase.Build(TierCase.Of(more: "timeouts: {total: 20m}")));
        Assert.Equal(15 + 1200 + 10, (int)pod["terminationGracePeriodSeconds"]!);
        Assert.Equal(["15", "1200"], pod["containers"]![0]!["lifecycle"]!["preStop"]!["exec"]!["command"]!.AsArray().TakeLast(2).Select(word => (string)word!));
    }

    [Fact]
    public void Loading_may_take_half_an_hour()
    {
        var probe = TierCase.Container(TierCase.Build(TierCase.Of()))["startupProbe"]!;
        Assert.Equal(1800, (int)probe["periodSeconds"]! * (int)probe["failureThreshold"]!);
    }

    [Theory]
    [InlineData("Elastic", "", 1, 0)]
    [InlineData("Fixed", "", 0, 1)]
    [InlineData("Elastic", "cache: {pvc: {size: 1Gi}}", 1, 0)]
    [InlineData("Elastic", "cache: {pvc: {size: 1Gi, accessMode: ReadWriteOnce}}", 0, 1)]
    public void An_update_surges_where_a_new_pod_finds_a_node(string pool, string cache, int surge, int unavailable)
    {
        var configuration = Configuration($"gpuClasses: [{{name: l4, pool: {pool}}}]");
        var update = TierCase.Find(TierCase.Build(TierCase.Of(more: cache), configuration), "Deployment")["spec"]!["strategy"]!["rollingUpdate"]!;
        Assert.Equal((surge, unavailable), ((int)update["maxSurge"]!, (int)update["maxUnavailable"]!));
    }

    [Theory]
    [InlineData("replicas: 1", true)]
    [InlineData("replicas: 2", false)]
    [InlineData("autoscaling: {maxReplicas: 4}", true)]
    [InlineData("autoscaling: {minReplicas: 2, maxReplicas: 4}", false)]
    public void The_only_replica_of_a_fixed_pool_goes_down_in_updates(string scaling, bool noted)
    {
        var objects = TierCase.Build(TierCase.Of(more: scaling), Configuration("gpuClasses: [{name: l4, pool: Fixed}]"));
        Assert.Equal(noted, objects.Notes.Any(note => note.Reason == TierReasons.UpdateMeansDowntime));
    }

    [Fact]
    public void Tiers_on_a_shared_GPU_keep_off_each_others_nodes_S0_17()
    {
        var shared = TierCase.Pod(TierCase.Build(TierCase.Of(), Configuration("gpuClasses: [{name: l4, sharing: TimeSliced}]")))["affinity"]!["podAntiAffinity"]!;
        var term = shared["requiredDuringSchedulingIgnoredDuringExecution"]![0]!;
        Assert.Equal("Exists", (string)term["labelSelector"]!["matchExpressions"]![0]!["operator"]!);
        Assert.NotNull(term["namespaceSelector"]);
        Assert.Null(TierCase.Pod(TierCase.Build(TierCase.Of()))["affinity"]!["podAntiAffinity"]!["requiredDuringSchedulingIgnoredDuringExecution"]);
    }

    [Theory]
    [InlineData("gpu: {class: l5}", TierReasons.UnknownGpuClass, "spec.gpu.class l5 is not one of a100-80gb (80Gi), a10g (24Gi), h100 (80Gi), h200 (141Gi), l4 (24Gi), l40s (48Gi)")]
    [InlineData("replicas: 1", TierReasons.MissingGpu, "spec.gpu is required with vllm: name a class, a100-80gb (80Gi), a10g (24Gi), h100 (80Gi), h200 (141Gi), l4 (24Gi), l40s (48Gi)")]
    public void A_class_that_is_not_there_is_answered_with_those_that_are(string more, string reason, string sentence)
    {
        var problem = Assert.Single(TierCase.Build(TierCase.Read($$"""
            apiVersion: llmrouting.dev/v1alpha1
            kind: ModelTier
            metadata: {name: small}
            spec:
              model: {uri: "hf://a/b", name: b}
              vllm: {version: 0.11.2}
              {{more}}
            """)).Problems);
        Assert.Equal((reason, sentence), (problem.Reason, problem.ToString()));
    }

    [Fact]
    public void Spot_needs_a_class_with_spot_nodes()
    {
        var objects = TierCase.Build(TierCase.Of(gpu: "{class: rack, spot: true}"), Configuration("gpuClasses: [{name: rack}]"));
        Assert.Equal(TierReasons.NoSpotNodes, Assert.Single(objects.Problems).Reason);
    }

    [Fact]
    public void A_missing_version_is_asked_for_also_with_an_image() =>
        Assert.Equal(TierReasons.MissingVersion, Assert.Single(TierCase.Build(TierCase.Of("{image: registry.example.com/vllm}")).Problems).Reason);

    [Fact]
    public void The_platform_may_assign_users()
    {
        var context = TierCase.Pod(TierCase.Build(TierCase.Of(), options: new TierOptions { PlatformAssignsUsers = true }))["securityContext"]!.AsObject();
        Assert.True((bool)context["runAsNonRoot"]!);
        Assert.False(context.ContainsKey("runAsUser") || context.ContainsKey("fsGroup"));
    }

    [Fact]
    public void An_empty_list_of_containers_says_nothing() =>
        Assert.Equal("vllm/vllm-openai:v0.11.2", (string)TierCase.Container(TierCase.Build(TierCase.Of(more: "podTemplate: {spec: {containers: []}}")))["image"]!);

    [Fact]
    public void A_limit_below_our_default_request_replaces_it()
    {
        var tier = TierCase.Of(more: "podTemplate: {spec: {containers: [{name: vllm, resources: {limits: {memory: 4Gi}}}]}}");
        Assert.Equal("""{"requests":{"cpu":"2"},"limits":{"memory":"4Gi","nvidia.com/gpu":"1"}}""", TierCase.Container(TierCase.Build(tier))["resources"]!.ToJsonString());
    }

    [Theory]
    [InlineData("hf://Qwen/Qwen3-4B", "Qwen/Qwen3-4B")]
    [InlineData("hf://gpt2", "gpt2")]
    [InlineData("pvc://weights", "/mnt/model")]
    [InlineData("pvc://weights/a/b/", "/mnt/model/a/b")]
    [InlineData("oci://ghcr.io/acme/m@sha256:0123", "/mnt/model")]
    [InlineData("oci://ghcr.io/acme/m:v1#models", "/mnt/model/models")]
    [InlineData("s3://bucket/a", "s3://bucket/a")]
    [InlineData("gs://bucket/a", "gs://bucket/a")]
    public void Weights_are_found_by_their_scheme(string uri, string argument) =>
        Assert.Equal(argument, TierCase.Args(TierCase.Build(TierCase.Of(model: $"{{uri: \"{uri}\", name: m}}")))[0]);

    [Theory]
    [InlineData("hf://a/b/c", "0.11.2")]
    [InlineData("hf://", "0.11.2")]
    [InlineData("hf://--a/b", "0.11.2")]
    [InlineData("pvc://weights/../other", "0.11.2")]
    [InlineData("pvc://We", "0.11.2")]
    [InlineData("oci://", "0.11.2")]
    [InlineData("s3://bucket", "0.11.2")]
    [InlineData("s3://bucket/a", "0.6.6")]
    [InlineData("gs://bucket/a", "0.11.0")]
    [InlineData("ftp://a", "0.11.2")]
    public void Weights_that_cannot_be_loaded_are_refused(string uri, string version) => Assert.Equal(
        TierReasons.UnsupportedModelUri,
        Assert.Single(TierCase.Build(TierCase.Of($"{{version: {version}}}", model: $"{{uri: \"{uri}\", name: m}}")).Problems).Reason);

    [Fact]
    public void Only_the_Hub_has_revisions() => Assert.Equal(
        "spec.model.revision",
        Assert.Single(TierCase.Build(TierCase.Of(model: "{uri: \"pvc://weights\", name: m, revision: main}")).Problems).Path);

    [Fact]
    public void Keda_needs_to_know_whom_to_ask() => Assert.Equal(
        TierReasons.ScalingUrlUnknown,
        Assert.Single(TierCase.Build(TierCase.Of(more: "autoscaling: {maxReplicas: 2, source: Keda}"), options: new TierOptions()).Problems).Reason);

    [Fact]
    public void A_prometheus_relabels_the_tier_S0_24a()
    {
        var rules = TierCase.Find(TierCase.Build(TierCase.Of()), "PodMonitor")["spec"]!["podMetricsEndpoints"]![0]!["relabelings"]!;
        Assert.Equal(("__meta_kubernetes_pod_label_llmrouting_dev_tier", "tier"), ((string)rules[0]!["sourceLabels"]![0]!, (string)rules[0]!["targetLabel"]!));
    }

    [Fact]
    public void A_PodMonitor_has_the_labels_that_Prometheus_selects_by_and_nothing_else_has()
    {
        var objects = TierCase.Build(TierCase.Of(), options: new TierOptions { PodMonitors = true, PodMonitorLabels = new Dictionary<string, string> { ["release"] = "kube-prometheus-stack", ["llmrouting.dev/tier"] = "other" } });
        var labels = TierCase.Find(objects, "PodMonitor")["metadata"]!["labels"]!;
        Assert.Equal(("kube-prometheus-stack", "small"), ((string)labels["release"]!, (string)labels["llmrouting.dev/tier"]!));
        Assert.Single(objects.Manifests, manifest => manifest.Body.ToJsonString().Contains("kube-prometheus-stack", StringComparison.Ordinal));
    }

    private static LlmRouting.Operator.Configuration.OperatorConfiguration Configuration(string yaml)
    {
        var reading = LlmRouting.Operator.Configuration.OperatorConfigurationReader.Read("config.yaml", yaml);
        Assert.Empty(reading.Problems);
        return reading.Value!;
    }
}
