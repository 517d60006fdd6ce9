using LlmRouting.Operator.Publishing;

namespace LlmRouting.Operator.Hosting;

/// <summary>What an operator does all the time. Serving begins when the caches are complete and the Lease has been seen; then it may be fought for, and writing begins when it is held.</summary>
internal sealed class OperatorLoops(OperatorParts parts, ILogger<OperatorLoops> logger)
{
    private static readonly TimeSpan SweepEvery = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource stop = new();
    private readonly TaskCompletionSource published = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<Task> running = [];

    // Whatever keeps it from being read: to serve without it is to withdraw what data planes have.
    private readonly StartupStep restore = new(
        "the versions that were served in place of faulty ones", async cancellation => parts.Publisher.Restore(await parts.Held.LoadAsync(cancellation)), _ => false, parts.Time, parts.Chance, logger);

    /// <summary>Before the port that serves with it is opened. A missing right or a Secret of somebody else ends the program, so that whoever starts it sees it.</summary>
    public StartupStep Certificate { get; } = new(
        "the serving certificate", parts.Certificate.EnsureAsync, fault => !fault.IsTransient && (int)fault.StatusCode < 500, parts.Time, parts.Chance, logger);

    /// <summary>Whether there is something to serve.</summary>
    public bool IsServing => published.Task.IsCompletedSuccessfully;

    /// <summary>Completes when a loop ended that must not end.</summary>
    public Task Died { get; private set; } = Task.CompletedTask;

    /// <summary>What /readyz waits for; before anybody can ask.</summary>
    public void Declare()
    {
        parts.Readiness.Add("certificate", Certificate.Done, () => Certificate.Fault);
        parts.Readiness.Add("caches", parts.Caches.Synced, () => parts.Caches.Faults is { Count: > 0 } faults ? string.Join("; ", faults) : null);
        parts.Readiness.Add("held versions", restore.Done, () => restore.Fault);
        parts.Readiness.Add("lease", parts.Election.Looked, () => parts.Election.Fault);
        parts.Readiness.Add("frames", published.Task);
        parts.Publisher.Published += _ => published.TrySetResult();
    }

    public void Start()
    {
        Loop("caches", parts.Caches.RunAsync);
        Loop("election", cancellation => parts.Election.RunAsync(published.Task, cancellation));
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
        await restore.RunAsync(cancellation);
        // Frames that seem older than those of another replica are refused.
        await parts.Election.Looked.WaitAsync(cancellation);
        // Verdicts must be there before the first reconcile judges by them.
        await Task.WhenAll([parts.Publisher.RunAsync(cancellation), ReconcileAsync(cancellation)]);
    }

    private async Task ReconcileAsync(CancellationToken cancellation)
    {
        await published.Task.WaitAsync(cancellation);
        await Task.WhenAll(parts.Controllers.Select(controller => controller.RunAsync(cancellation)));
    }

    private async Task SweepAsync(CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(SweepEvery, parts.Time);
        while (await timer.WaitForNextTickAsync(cancellation))
        {
            var rollouts = parts.Caches.Rollouts.All.Select(rollout => rollout.Uid).ToHashSet();
            parts.Books.Sweep((rollout, _) => rollouts.Contains(rollout));
            if (parts.Election.IsLeader && IsServing) await parts.Held.StoreAsync(parts.Publisher.Held, parts.Election.LeaseTransitions, cancellation);
        }
    }
}
