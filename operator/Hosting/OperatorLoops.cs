using LlmRouting.Operator.Kubernetes;
using LlmRouting.Operator.Publishing;

namespace LlmRouting.Operator.Hosting;

/// <summary>What an operator does all the time. Serving begins when the caches are complete, writing when the Lease is held.</summary>
internal sealed class OperatorLoops(OperatorParts parts, ILogger<OperatorLoops> logger)
{
    private static readonly TimeSpan SweepEvery = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource stop = new();
    private readonly TaskCompletionSource published = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<Task> running = [];
    private volatile string lineage = "";

    /// <summary>Whether there is something to serve.</summary>
    public bool IsServing => published.Task.IsCompletedSuccessfully;

    /// <summary>Of the Lease: one that was made anew means another store.</summary>
    public string Lineage => lineage;

    /// <summary>Completes when a loop ended that must not end.</summary>
    public Task Died { get; private set; } = Task.CompletedTask;

    /// <summary>What /readyz waits for; before anybody can ask.</summary>
    public void Declare()
    {
        parts.Readiness.Add("caches", parts.Caches.Synced, () => parts.Caches.Faults is { Count: > 0 } faults ? string.Join("; ", faults) : null);
        parts.Readiness.Add("frames", published.Task);
        parts.Publisher.Published += _ => published.TrySetResult();
    }

    public void Start()
    {
        Loop("caches", parts.Caches.RunAsync);
        Loop("election", parts.Election.RunAsync);
        Loop("schemas", parts.Schemas.RunAsync);
        Loop("events", parts.Events.RunAsync);
        Loop("certificate", parts.Certificate.RunAsync);
        Loop("frames", PublishAsync);
        Loop("sweep", SweepAsync);
        foreach (var (name, run) in parts.Scaling.Loops) Loop(name, run);
        Died = Task.WhenAny(running);
    }

    public async Task StopAsync()
    {
        await stop.CancelAsync();
        await Task.WhenAll(running);
        stop.Dispose();
    }

    private void Loop(string name, Func<CancellationToken, Task> run) => running.Add(Task.Run(async () =>
    {
        try
        {
            await run(stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Asked to.
        }
        catch (Exception fault)
        {
            logger.LoopDied(fault, name);
        }
    }));

    private async Task PublishAsync(CancellationToken cancellation)
    {
        await parts.Caches.Synced.WaitAsync(cancellation);
        await RestoreAsync(cancellation);
        // Verdicts must be there before the first reconcile judges by them.
        await Task.WhenAll([parts.Publisher.RunAsync(cancellation), ReconcileAsync(cancellation)]);
    }

    private async Task ReconcileAsync(CancellationToken cancellation)
    {
        await published.Task.WaitAsync(cancellation);
        await Task.WhenAll(parts.Controllers.Select(controller => controller.RunAsync(cancellation)));
    }

    /// <summary>What was served in place of faulty objects goes on being served.</summary>
    private async Task RestoreAsync(CancellationToken cancellation)
    {
        try
        {
            parts.Publisher.Restore(await parts.Held.LoadAsync(cancellation));
        }
        catch (KubernetesException fault)
        {
            logger.HeldVersionsUnknown(fault.Message);
        }
    }

    private async Task SweepAsync(CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(SweepEvery, parts.Time);
        while (await timer.WaitForNextTickAsync(cancellation))
        {
            var rollouts = parts.Caches.Rollouts.All.Select(rollout => rollout.Uid).ToHashSet();
            parts.Books.Sweep((rollout, _) => rollouts.Contains(rollout));
            if (lineage.Length == 0 || !parts.Election.IsLeader) await LineageAsync(cancellation);
            if (parts.Election.IsLeader && IsServing) await StoreHeldAsync(cancellation);
        }
    }

    private async Task LineageAsync(CancellationToken cancellation)
    {
        try
        {
            var lease = await parts.Client.FindAsync(ApiResources.Leases, parts.Options.Namespace, parts.Options.Service, KubernetesJsonContext.Default.Lease, cancellation);
            lineage = lease?.Metadata.Uid ?? lineage;
        }
        catch (KubernetesException)
        {
            // The election says what is wrong with the Lease.
        }
    }

    private async Task StoreHeldAsync(CancellationToken cancellation)
    {
        try
        {
            await parts.Held.StoreAsync(parts.Publisher.Held, cancellation);
        }
        catch (KubernetesException fault)
        {
            logger.HeldVersionsNotStored(fault.Message);
        }
    }
}
