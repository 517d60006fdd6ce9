using LlmRouting.Contract.Api;
using LlmRouting.Contract.Compilation;
using LlmRouting.Contract.Snapshot;
using LlmRouting.Contract.Validation;
using LlmRouting.DataPlane.Metrics;
using LlmRouting.DataPlane.Metrics.Logging;
using LlmRouting.DataPlane.Simulation;
using LlmRouting.DataPlane.State;

namespace LlmRouting.DataPlane.Configuration;

/// <summary>Keeps the served snapshot equal to a folder of manifests. A folder with an error changes nothing: the last good snapshot keeps serving.</summary>
public sealed class FolderConfiguration(
    FolderSource source, RuntimeBuilder builder, StateRegistry states, SimulatedTiers? simulated, RouterMetrics metrics, TimeProvider time, ILogger<FolderConfiguration> log) : ISnapshotSource
{
    private ConfigurationStatus? status;
    private SnapshotHolder? holder;

    public ConfigurationStatus Status => Volatile.Read(ref status) ?? throw new InvalidOperationException("nothing has been loaded");

    public SnapshotHolder Snapshots => holder ?? throw new InvalidOperationException("nothing has been loaded");

    /// <summary>Reads the folder for the first time; without a valid one there is nothing to serve.</summary>
    public async Task StartAsync(FolderCompilation first, CancellationToken cancellation)
    {
        holder = new SnapshotHolder(await BuildAsync(first.Snapshot, cancellation));
        Applied(first, isNew: true);
    }

    /// <summary>Follows the folder until cancelled.</summary>
    public Task RunAsync(CancellationToken stopping) => new FolderWatcher(source.Folder, time).RunAsync(isChange => ReloadAsync(isChange, stopping), stopping);

    /// <returns>Whether what is in the folder is served now.</returns>
    private async Task<bool> ReloadAsync(bool isChange, CancellationToken cancellation)
    {
        try
        {
            await TakeAsync(source.Compile(), isChange, cancellation);
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            // A watcher that died of it would serve the last snapshot for ever without a word.
            if (Refused([$"{source.Folder}: {e.Message}"], [], isChange)) log.ConfigCrashed(e, Status.Revision);
        }

        return Status.RefusedAt is null;
    }

    private async Task TakeAsync(FolderCompilation compiled, bool isChange, CancellationToken cancellation)
    {
        if (compiled.HasErrors) Refused(compiled, isChange);
        else if (compiled.Snapshot.Policies.Count == 0) Refused([$"{source.Folder}: no {nameof(RoutingPolicy)} for gateway {source.Gateway}: nothing would be served"], [], isChange);
        else if (IsServed(compiled.Snapshot)) Applied(compiled, isNew: false);
        else
        {
            holder!.Current = await BuildAsync(compiled.Snapshot, cancellation);
            states.Prune(compiled.Snapshot);
            Applied(compiled, isNew: true);
        }
    }

    // The revision does not cover credentials, which stay out of the canonical JSON; a rotated key is a change all the same.
    private bool IsServed(RoutingSnapshot snapshot) => snapshot.Revision == Status.Revision && Secrets(snapshot).SequenceEqual(Secrets(holder!.Current.Wire));

    private static IEnumerable<(string, string, string)> Secrets(RoutingSnapshot snapshot) =>
        snapshot.Credentials.Select(c => (c.Tier, c.ApiKey, string.Join(' ', c.Hosts))).Order();

    private async Task<RuntimeSnapshot> BuildAsync(RoutingSnapshot snapshot, CancellationToken cancellation) =>
        builder.Build(simulated is null ? snapshot : await simulated.AddEndpointsAsync(snapshot, cancellation));

    private void Applied(FolderCompilation compiled, bool isNew)
    {
        var (problems, isRefused) = (compiled.Problems.Select(p => p.ToString()).ToArray(), status?.RefusedAt is not null);
        // The first folder's are on the first screen. A live change that withdraws a policy, say, is in order and still news.
        var news = status is null ? [] : problems.Except(status.Problems).ToArray();
        Volatile.Write(ref status, new ConfigurationStatus(compiled.Snapshot.Revision, isNew ? time.GetUtcNow() : status!.AppliedAt, null, problems));
        foreach (var note in news) log.ConfigNote(note);
        if (!isNew)
        {
            if (isRefused) log.ConfigInOrder(compiled.Snapshot.Revision);
            return;
        }

        metrics.ConfigApplied();
        log.ConfigApplied(compiled.Snapshot.Revision, compiled.Snapshot.Policies.Count, compiled.Snapshot.Tiers.Count);
    }

    private void Refused(FolderCompilation compiled, bool isChange)
    {
        var kinds = compiled.Problems.ToLookup(p => p.Severity, p => p.ToString());
        Refused([.. kinds[ProblemSeverity.Error]], [.. kinds[ProblemSeverity.Note]], isChange);
    }

    /// <returns>False where a second reading of the same folder only found what is known.</returns>
    private bool Refused(IReadOnlyList<string> errors, IReadOnlyList<string> notes, bool isChange)
    {
        string[] problems = [.. errors, .. notes];
        if (!isChange && problems.SequenceEqual(Status.Problems)) return false;
        Volatile.Write(ref status, Status with { RefusedAt = time.GetUtcNow(), Problems = problems });
        metrics.ConfigRefused();
        foreach (var error in errors) log.ConfigProblem(error);
        foreach (var note in notes) log.ConfigNote(note);
        log.ConfigRefused(ProblemCount.Words(errors.Count), Status.Revision);
        return true;
    }
}
