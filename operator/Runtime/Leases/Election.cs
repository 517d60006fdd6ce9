using LlmRouting.Operator.Kubernetes;
using LlmRouting.Operator.Runtime.Metrics;
using Microsoft.Extensions.Logging;

namespace LlmRouting.Operator.Runtime.Leases;

/// <summary>Holds a Lease, or waits for it. It gates writes only: every replica serves.</summary>
public sealed class Election : IDisposable
{
    private readonly Lock gate = new();
    private readonly LeaseObject remote;
    private readonly ElectionOptions options;
    private readonly TimeProvider time;
    private readonly Random chance;
    private readonly ILogger logger;
    private readonly OperatorMetrics metrics;
    private readonly Elector elector;
    private readonly ITimer expiry;
    private readonly long origin;
    private CancellationTokenSource? term;
    private int termNumber;
    private int? transitions;
    private string lineage = "";
    private readonly TaskCompletionSource looked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile string? fault;

    public Election(KubernetesClient client, ElectionOptions options, TimeProvider time, Random chance, ILogger logger, OperatorMetrics metrics)
    {
        (remote, this.options, this.time, this.chance, this.logger, this.metrics) = (new LeaseObject(client, options), options, time, chance, logger, metrics);
        elector = new Elector(options);
        origin = time.GetTimestamp();
        expiry = time.CreateTimer(_ => Settle(), state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        metrics.Observe(this);
    }

    /// <summary>Called when this replica became the leader or ceased to be it, and when the Lease passed on among others. Must not block.</summary>
    public event Action? Changed;

    /// <summary>Whether this replica may write. Turns false by the clock alone, before anybody else can take over.</summary>
    public bool IsLeader
    {
        get
        {
            lock (gate) return elector.IsLeader(Now);
        }
    }

    /// <summary>Cancelled when the present term ends; already cancelled for a standby. For writes, so that none outlives its right.</summary>
    public CancellationToken Term
    {
        get
        {
            lock (gate) return term is not null && elector.IsLeader(Now) ? term.Token : new CancellationToken(canceled: true);
        }
    }

    /// <summary>Changes of the Lease's holder so far, as last seen; a standby's figure is a retry period old at most. 0 before the first look.</summary>
    public int LeaseTransitions
    {
        get
        {
            lock (gate) return elector.Observed?.LeaseTransitions ?? 0;
        }
    }

    /// <summary>Who holds the Lease, as last seen; null for nobody, or before the first look.</summary>
    public string? HolderIdentity
    {
        get
        {
            lock (gate) return elector.Observed?.HolderIdentity is { Length: > 0 } holder ? holder : null;
        }
    }

    /// <summary>Completes with the first look at the Lease, or that there is none.</summary>
    public Task Looked => looked.Task;

    /// <summary>The Lease's uid, as last seen: one that was made anew means another store. Empty before there was one.</summary>
    public string Lineage
    {
        get
        {
            lock (gate) return lineage;
        }
    }

    /// <summary>For people: why the Lease cannot be read or written now, e.g. a missing right. Null while it can.</summary>
    public string? Fault => fault;

    private TimeSpan Now => time.GetElapsedTime(origin);

    /// <summary>Takes part until told to stop; then stops leading, and gives the Lease back. Stop writing before.</summary>
    /// <param name="fit">Until it completes we only look: who cannot lead must not keep the Lease from those who can.</param>
    public async Task RunAsync(Task fit, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var wasFit = fit.IsCompletedSuccessfully;
            await AttemptAsync(wasFit, stop);
            Settle();
            // A standby's wait is client-go's: one period and up to 1.2 more.
            var wait = Task.Delay(options.RetryPeriod * (IsLeader ? 1 : 1 + (1.2 * chance.Roll())), time, stop);
            await (wasFit ? wait : Task.WhenAny(wait, fit)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await ReleaseAsync();
    }

    public void Dispose()
    {
        expiry.Dispose();
        term?.Dispose();
    }

    private async Task AttemptAsync(bool isFit, CancellationToken stop)
    {
        // The time limit leaves a hanging API server room for a second try before the deadline.
        using var late = new CancellationTokenSource(options.RenewDeadline / 2, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, stop);
        try
        {
            metrics.LeaseAttempt(await TryAsync(isFit, either.Token));
            fault = null;
        }
        catch (Exception e) when (e is KubernetesException or OperationCanceledException)
        {
            lock (gate) elector.Lost();
            if (!stop.IsCancellationRequested) Failed(e);
        }
    }

    private void Failed(Exception e)
    {
        metrics.LeaseAttempt("failed");
        var message = Message(e);
        if (fault != message) logger.LeaseFailed(options.Name, message);
        fault = message;
    }

    private static string Message(Exception e) => e is KubernetesException ? e.Message : "no answer in time";

    private async Task<string> TryAsync(bool isFit, CancellationToken cancellation)
    {
        LeaseStep? step;
        lock (gate) step = elector.Begin(Now, time.GetUtcNow());
        if (step.Spec is not null && await WriteAsync(step, cancellation)) return "held";
        step = await ReadAsync(cancellation);
        if (step is null || !isFit) return "standby";
        return await WriteAsync(step, cancellation) ? "held" : "refused";
    }

    private async Task<LeaseStep?> ReadAsync(CancellationToken cancellation)
    {
        var lease = await remote.FindAsync(cancellation);
        LeaseStep? step;
        lock (gate)
        {
            lineage = lease?.Metadata.Uid ?? lineage;
            step = elector.Saw(lease is null ? null : lease.Spec ?? new LeaseSpec(), lease?.Metadata.ResourceVersion, Now, time.GetUtcNow());
        }

        looked.TrySetResult();
        return step;
    }

    /// <summary>False where somebody else was faster.</summary>
    private async Task<bool> WriteAsync(LeaseStep step, CancellationToken cancellation)
    {
        var sent = Now;
        try
        {
            var written = await remote.WriteAsync(step.Spec!, step.Version, cancellation);
            lock (gate)
            {
                lineage = written.Metadata.Uid ?? lineage;
                elector.Wrote(written.Spec ?? step.Spec!, written.Metadata.ResourceVersion, sent, Now);
            }

            Settle();
            return true;
        }
        catch (KubernetesException e) when (e.IsConflict || e.IsAlreadyExists || (e.IsNotFound && step.Version is not null))
        {
            lock (gate) elector.Lost();
            return false;
        }
    }

    private async Task ReleaseAsync()
    {
        LeaseSpec release;
        lock (gate) release = elector.Release(time.GetUtcNow());
        Settle();
        // Read first, leader or not: a write that was cancelled may have made us the holder.
        using var late = new CancellationTokenSource(options.RenewDeadline / 2, time);
        try
        {
            var lease = await remote.FindAsync(late.Token);
            if (lease?.Spec?.HolderIdentity == options.Identity) await remote.WriteAsync(release, lease.Metadata.ResourceVersion, late.Token);
        }
        catch (Exception e) when (e is KubernetesException or OperationCanceledException)
        {
            logger.LeaseNotReleased(options.Name, Message(e));
        }
    }

    /// <summary>Makes the term what the rules say now.</summary>
    private void Settle()
    {
        CancellationTokenSource? ended = null;
        bool turned;
        lock (gate)
        {
            var leads = elector.IsLeader(Now);
            if (leads) expiry.Change(elector.LeadingUntil - Now + TimeSpan.FromMilliseconds(1), Timeout.InfiniteTimeSpan);
            turned = leads ? termNumber != elector.Term : term is not null;
            var passed = transitions is { } known && known != elector.Observed?.LeaseTransitions;
            transitions = elector.Observed?.LeaseTransitions;
            if (!turned && !passed) return;
            if (turned) (ended, term, termNumber) = (term, leads ? new CancellationTokenSource() : null, elector.Term);
        }

        ended?.Cancel();
        if (turned) Tell(ended is not null);
        Changed?.Invoke();
    }

    private void Tell(bool ended)
    {
        if (ended) logger.NotLeading(options.Name, options.Identity);
        if (IsLeader) logger.Leading(options.Name, options.Identity, LeaseTransitions);
    }
}
