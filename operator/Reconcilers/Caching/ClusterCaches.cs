using System.Collections.Concurrent;
using System.Text.Json.Serialization.Metadata;
using LlmRouting.Contract.Api;
using LlmRouting.Operator.Kubernetes;
using LlmRouting.Operator.Reconcilers.Applying;
using LlmRouting.Operator.Reconcilers.Observing;
using LlmRouting.Operator.Runtime;
using LlmRouting.Operator.Runtime.Caches;
using LlmRouting.Operator.Runtime.Metrics;

namespace LlmRouting.Operator.Reconcilers.Caching;

/// <summary>Everything the operator knows of the cluster. Children are followed by our label, Secrets by the label that gives them to us.</summary>
/// <param name="namespaces">Those that are followed; null: all.</param>
public sealed class ClusterCaches(
    KubernetesClient client, IReadOnlyList<string>? namespaces, TimeProvider time, Random chance, ILoggerFactory loggers, OperatorMetrics metrics)
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    private readonly ILogger logger = loggers.CreateLogger<ClusterCaches>();
    private readonly RefusedNamespaces refused = new(loggers.CreateLogger<ClusterCaches>());
    private readonly List<FollowedKind> needed = [];

    /// <summary>Those that only our RoleBinding in a namespace lets us read: the chart lets us read ModelTiers everywhere, so that they are released where nothing else may be read.</summary>
    private readonly List<FollowedKind> bound = [];
    private readonly ConcurrentQueue<FollowedKind> optional = [];

    public ObjectStore<ModelTier> Tiers { get; } = new();
    public ObjectStore<RoutingPolicy> Policies { get; } = new();
    public ObjectStore<CanaryRollout> Rollouts { get; } = new();
    public ObjectStore<Secret> Secrets { get; } = new();
    public ObjectStore<EndpointSlice> EndpointSlices { get; } = new(slice => slice.Metadata.Labels?.GetValueOrDefault(ApiNames.TierLabel));
    public ObjectStore<ChildObject> Deployments { get; } = new();
    public ObjectStore<ChildObject> Services { get; } = new();
    public ObjectStore<ChildObject> Autoscalers { get; } = new();
    public ObjectStore<ChildObject> DisruptionBudgets { get; } = new();
    public ObjectStore<ChildObject> Claims { get; } = new();
    public ObjectStore<TierPod> Pods { get; } = new(pod => pod.Tier);

    /// <summary>Filled once the kind is installed, which may be later than we are.</summary>
    public OptionalKind PodMonitors { get; } = new(OurResources.PodMonitors);
    public OptionalKind ScaledObjects { get; } = new(OurResources.ScaledObjects);

    /// <summary>Completes when every kind has been listed, but in namespaces that refuse us.</summary>
    public Task Synced { get; private set; } = Task.CompletedTask;

    /// <summary>Why kinds cannot be followed now, in words; empty while all can.</summary>
    public IReadOnlyList<string> Faults =>
        [.. refused.Now.Values, .. needed.Where(kind => kind.Namespace is null || !refused.Now.ContainsKey(kind.Namespace)).Select(kind => kind.Fault()).OfType<string>().Distinct()];

    /// <summary>Namespaces that refuse us now.</summary>
    public IReadOnlySet<string> Refusing => refused.Now.Keys.ToHashSet(StringComparer.Ordinal);

    /// <summary>Whether something in a namespace has never been read. What seems to be missing there may be there.</summary>
    public bool IsUnknown(string @namespace) => needed.Exists(kind => kind.Namespace == @namespace && !kind.IsListed());

    /// <summary>Raised when a namespace began to refuse us, or ceased to.</summary>
    public event Action? NamespacesChanged
    {
        add => refused.Changed += value;
        remove => refused.Changed -= value;
    }

    /// <summary>Follows the cluster until told to stop.</summary>
    public Task RunAsync(CancellationToken stop) => Task.WhenAll(
    [
        .. needed.Select(kind => kind.RunAsync(stop)), RefusedAsync(stop),
        PodMonitors.RunAsync(client, time, FollowOptional, stop),
        ScaledObjects.RunAsync(client, time, FollowOptional, stop),
    ]);

    public void Prepare()
    {
        var api = ApiJsonContext.Default;
        var child = ChildJsonContext.Default.ChildObject;
        needed.AddRange(Follow(OurResources.ModelTiers, api.ModelTier, Tiers, label: null));
        FollowAlways(OurResources.RoutingPolicies, api.RoutingPolicy, Policies);
        FollowAlways(OurResources.CanaryRollouts, api.CanaryRollout, Rollouts);
        FollowAlways(ApiResources.Secrets, api.Secret, Secrets, ApiNames.SecretLabel);
        FollowAlways(ApiResources.EndpointSlices, api.EndpointSlice, EndpointSlices, ApiNames.TierLabel);
        FollowAlways(ApiResources.Deployments, child, Deployments, ApiNames.TierLabel);
        FollowAlways(ApiResources.Services, child, Services, ApiNames.TierLabel);
        FollowAlways(ApiResources.HorizontalPodAutoscalers, child, Autoscalers, ApiNames.TierLabel);
        FollowAlways(ApiResources.PodDisruptionBudgets, child, DisruptionBudgets, ApiNames.TierLabel);
        FollowAlways(ApiResources.PersistentVolumeClaims, child, Claims, ApiNames.TierLabel);
        FollowAlways(ApiResources.Pods, ChildJsonContext.Default.TierPod, Pods, ApiNames.TierLabel);
        Synced = Task.WhenAll(
            Tiers.Synced, Policies.Synced, Rollouts.Synced, Secrets.Synced, EndpointSlices.Synced, Deployments.Synced, Services.Synced, Autoscalers.Synced, DisruptionBudgets.Synced, Claims.Synced, Pods.Synced);
        metrics.Collect("llm_operator_namespace_refused", "1 for a served namespace that the operator may not read.", ["namespace"], () => refused.Now.Keys.Select(name => (new[] { name }, 1.0)));
    }

    /// <summary>Where children of a kind are; null for kinds that are not followed.</summary>
    public ObjectStore<ChildObject>? ChildrenOf(ApiResource resource) => resource.Plural switch
    {
        "deployments" => Deployments,
        "services" => Services,
        "horizontalpodautoscalers" => Autoscalers,
        "poddisruptionbudgets" => DisruptionBudgets,
        "persistentvolumeclaims" => Claims,
        "podmonitors" => PodMonitors.Store,
        "scaledobjects" => ScaledObjects.Store,
        _ => null,
    };

    /// <summary>Null for kinds that every cluster has.</summary>
    public OptionalKind? Optional(ApiResource resource) => resource == PodMonitors.Resource ? PodMonitors : resource == ScaledObjects.Resource ? ScaledObjects : null;

    private void FollowAlways<T>(ApiResource resource, JsonTypeInfo<T> type, ObjectStore<T> store, string? label = null)
        where T : class
    {
        var followed = Follow(resource, type, store, label);
        needed.AddRange(followed);
        bound.AddRange(followed);
    }

    private IReadOnlyList<FollowedKind> FollowOptional(OptionalKind kind)
    {
        var followed = Follow(kind.Resource, ChildJsonContext.Default.ChildObject, kind.Store, ApiNames.TierLabel);
        foreach (var one in followed) optional.Enqueue(one);
        return followed;
    }

    private async Task RefusedAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(Look, time);
        while (await timer.WaitForNextTickAsync(stop)) refused.Look(bound, [.. needed.Except(bound), .. optional]);
    }

    private IReadOnlyList<FollowedKind> Follow<T>(ApiResource resource, JsonTypeInfo<T> type, ObjectStore<T> store, string? label)
        where T : class =>
    [
        .. (namespaces ?? [null!]).Select(@namespace => new Reflector<T>(
            client, resource, type, store, new ReflectorOptions { Namespace = @namespace, LabelSelector = label }, time, new Random(chance.Next()), logger, metrics))
            .Select(reflector => new FollowedKind(
                reflector.Namespace, reflector.RunAsync, () => reflector.Fault, () => reflector.IsListed, () => reflector.RefusedFor, reflector.Forgo)),
    ];
}
