using System.Text;
using System.Text.Json.Nodes;
using LlmRouting.Operator.Builders;
using LlmRouting.Operator.Kubernetes;
using LlmRouting.Operator.Reconcilers.Status;
using Microsoft.Extensions.Logging;

namespace LlmRouting.Operator.Scaling.MetricsApi;

/// <summary>
/// Registers us for external.metrics.k8s.io, of which a cluster has one server, while a tier needs it and nobody else has it. One that is not ours is
/// never touched. Registered no longer than needed: an APIService without its server keeps every namespace of the cluster from being deleted.
/// </summary>
/// <param name="service">Ours, on whose port 443 we serve.</param>
/// <param name="owner">ClusterRole that the APIService belongs to, so that it goes when the installation does; null: none.</param>
/// <param name="enabled">False: one of ours is removed, and none made.</param>
/// <param name="bundle">PEM of the authorities of our certificate.</param>
/// <param name="isNeeded">Whether any tier's source is Builtin; null: not known yet.</param>
public sealed class ApiServiceRegistrar(
    KubernetesClient client, string @namespace, string service, string? owner, bool enabled, Func<string> bundle, Func<bool?> isNeeded, Func<bool> mayWrite, TimeProvider time, ILogger<ApiServiceRegistrar> logger)
    : IDisposable
{
    public const string Name = MetricsApiJson.Version + "." + MetricsApiJson.Group;

    private static readonly TimeSpan Every = TimeSpan.FromSeconds(30);

    private static readonly Finding Off = new(
        "MetricsApiOff", "this operator runs with --external-metrics=false (the chart's operator.externalMetrics): set spec.autoscaling.source to Keda, PodMetrics or Direct, or turn it on");

    private readonly SemaphoreSlim look = new(0, 1);
    private volatile Finding? trouble;

    /// <summary>Raised when <see cref="Trouble"/> is another.</summary>
    public event Action? Changed;

    /// <summary>Why tiers with source Builtin are not scaled; null where they are.</summary>
    public Finding? Trouble => trouble;

    /// <summary>Something it depends on is another: the certificate, the Lease, the tiers.</summary>
    public void Signal()
    {
        lock (look)
        {
            if (look.CurrentCount == 0) look.Release();
        }
    }

    public async Task RunAsync(CancellationToken cancellation)
    {
        while (true)
        {
            await EnsureAsync(cancellation);
            using var wait = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            await Task.WhenAny(Task.Delay(Every, time, wait.Token), look.WaitAsync(wait.Token));
            await wait.CancelAsync();
            cancellation.ThrowIfCancellationRequested();
        }
    }

    private Finding NoService => new(
        "MetricsApiNotRegistered", $"there is no Service {@namespace}/{service} by which the API server would ask this operator for figures: run it by the chart, or set spec.autoscaling.source to Direct");

    public async Task EnsureAsync(CancellationToken cancellation)
    {
        try
        {
            Say(await LookAsync(cancellation));
        }
        catch (KubernetesException fault)
        {
            logger.ApiServiceFailed(Name, fault.Message);
            if (!fault.IsTransient && !fault.IsConflict) Say(new Finding("MetricsApiNotRegistered", $"APIService {Name} could not be looked after: {fault.Message}"));
        }
    }

    public void Dispose() => look.Dispose();

    private async Task<Finding?> LookAsync(CancellationToken cancellation)
    {
        var found = await client.FindAsync(ApiResources.ApiServices, null, Name, cancellation);
        if (found is not null && !MetricsApiOwner.IsOurs(found, @namespace, service)) return Owned(found);
        if (!enabled)
        {
            if (found is not null && mayWrite()) await DeleteAsync(found, cancellation);
            return Off;
        }

        if (!mayWrite() || isNeeded() is not { } wanted) return null;
        // An APIService without its Service fails discovery, and with it the deletion of every namespace.
        var needed = wanted && await client.FindAsync(ApiResources.Services, @namespace, service, cancellation) is not null;
        if (found is null && needed) await CreateAsync(cancellation);
        else if (found is not null && needed) await RefreshAsync(found, cancellation);
        else if (found is not null) await DeleteAsync(found, cancellation);
        return wanted && !needed ? NoService : null;
    }

    /// <summary>By an apply without force: it takes nothing from anybody, and unlike a POST it may be allowed for this one name.</summary>
    private async Task CreateAsync(CancellationToken cancellation)
    {
        try
        {
            var body = Json.Of(
                ("apiVersion", ApiResources.ApiServices.ApiVersion), ("kind", ApiResources.ApiServices.Kind),
                ("metadata", Json.Of(
                    ("name", Name), ("labels", Json.Of((MetricsApiOwner.ManagedBy, MetricsApiOwner.Us), ("app.kubernetes.io/part-of", MetricsApiOwner.Us))),
                    ("ownerReferences", await OwnersAsync(cancellation)))),
                ("spec", Spec()));
            await client.ApplyAsync(ApiResources.ApiServices, null, Name, body, FieldManagers.Objects, force: false, cancellation);
            logger.ApiService(Name, "created");
        }
        catch (KubernetesException fault) when (fault.IsConflict || fault.IsAlreadyExists)
        {
            // Somebody was faster; the next look says who.
            Signal();
        }
    }

    /// <summary>A patch that names the version it was made for: between the look and the write it may have become somebody else's.</summary>
    private async Task RefreshAsync(JsonObject found, CancellationToken cancellation)
    {
        var wanted = Spec();
        var owners = await OwnersAsync(cancellation);
        var belongs = owners is null || JsonNode.DeepEquals(owners, found["metadata"]!["ownerReferences"]);
        if (belongs && wanted.All(field => JsonNode.DeepEquals(field.Value, found["spec"]?[field.Key])) && found["spec"]?["insecureSkipTLSVerify"] is null) return;
        wanted["insecureSkipTLSVerify"] = null;
        var patch = new JsonObject { ["metadata"] = new JsonObject { ["resourceVersion"] = found["metadata"]!["resourceVersion"]!.DeepClone() }, ["spec"] = wanted };
        if (!belongs) patch["metadata"]!["ownerReferences"] = owners;
        await client.MergePatchAsync(ApiResources.ApiServices, null, Name, patch, cancellation, FieldManagers.Objects);
        logger.ApiService(Name, "brought up to date");
    }

    private async Task DeleteAsync(JsonObject found, CancellationToken cancellation)
    {
        await client.DeleteAsync(ApiResources.ApiServices, null, Name, new DeleteOptions(Uid: found["metadata"]!["uid"]!.GetValue<string>(), ResourceVersion: found["metadata"]!["resourceVersion"]!.GetValue<string>()), cancellation);
        logger.ApiService(Name, enabled ? "removed: no tier scales by it, or its Service is gone" : "removed: external metrics are off");
    }

    /// <summary>Null where there is no such role.</summary>
    private async Task<JsonArray?> OwnersAsync(CancellationToken cancellation)
    {
        if (owner is null || await client.FindAsync(ApiResources.ClusterRoles, null, owner, cancellation) is not { } role) return null;
        return new JsonArray(Json.Of(("apiVersion", ApiResources.ClusterRoles.ApiVersion), ("kind", ApiResources.ClusterRoles.Kind), ("name", owner), ("uid", role["metadata"]!["uid"]!.DeepClone())));
    }

    private JsonObject Spec() => Json.Of(
        ("group", MetricsApiJson.Group), ("version", MetricsApiJson.Version), ("groupPriorityMinimum", 100), ("versionPriority", 100),
        ("service", Json.Of(("namespace", @namespace), ("name", service), ("port", 443))), ("caBundle", Convert.ToBase64String(Encoding.ASCII.GetBytes(bundle()))));

    private static Finding Owned(JsonObject found) => new(
        "MetricsApiOwnedByOther",
        $"{MetricsApiJson.Group} is served by {MetricsApiOwner.Describe(found)}, and a cluster has one server of it: set spec.autoscaling.source to Keda, PodMetrics or Direct, or remove APIService {Name}");

    private void Say(Finding? now)
    {
        if (now == trouble) return;
        trouble = now;
        if (now is not null) logger.ApiServiceFailed(Name, now.Message);
        Changed?.Invoke();
    }
}
