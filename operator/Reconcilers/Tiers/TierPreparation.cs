using System.Collections.Concurrent;
using LlmRouting.Contract.Api;
using LlmRouting.Operator.Builders;
using LlmRouting.Operator.Configuration;
using LlmRouting.Operator.Reconcilers.Caching;
using LlmRouting.Operator.Reconcilers.Models;
using LlmRouting.Operator.Reconcilers.Observing;
using LlmRouting.Operator.Reconcilers.Status;
using LlmRouting.Operator.Runtime;

namespace LlmRouting.Operator.Reconcilers.Tiers;

/// <summary>Everything the pure builders need to know besides the tier itself.</summary>
/// <param name="scalingUrl">Where KEDA asks for figures; null: not offered.</param>
public sealed class TierPreparation(ClusterCaches caches, OperatorConfiguration configuration, RevisionResolver revisions, TierKeys keys, string? scalingUrl)
{
    private readonly GpuClassTable classes = configuration.Classes();

    /// <summary>What was answered last, of which no cache may have heard yet.</summary>
    private readonly ConcurrentDictionary<ObjectKey, (string? Uid, TierRevision Revision)> answers = new();

    /// <param name="report">Hears what stands in the way of the tier, and what a person should know besides.</param>
    /// <returns>Null where pods had better stay as they are.</returns>
    public async Task<TierInputs?> PrepareAsync(ModelTier tier, WriteReport report, CancellationToken cancellation)
    {
        var (key, fault) = await keys.FindAsync(tier, cancellation);
        if (fault is not null) report.Block(fault);
        if (key is null) return null;
        var (revision, notes) = await RevisionAsync(tier, cancellation);
        var options = new TierOptions
        {
            PodMonitors = caches.PodMonitors.IsInstalled, PodMonitorLabels = configuration.PodMonitorLabels, ScalingUrl = scalingUrl,
            PlatformAssignsUsers = configuration.PlatformAssignsUsers == true,
        };
        report.Note(notes);
        return new TierInputs(tier, classes, revision, key, options);
    }

    /// <summary>For tiers that are gone.</summary>
    public void Forget(ObjectKey tier) => answers.TryRemove(tier, out _);

    /// <summary>Asked once for a revision: another answer later would roll every pod on to weights nobody chose.</summary>
    private async Task<(TierRevision? Revision, IReadOnlyList<Finding> Notes)> RevisionAsync(ModelTier tier, CancellationToken cancellation)
    {
        if (ModelRevision.Of(tier.Spec.Model) is not { } wanted) return (null, []);
        if (Known(tier, wanted.ToString()) is { } known) return (known, known.Commit is null ? [NotPinned(wanted, revisions.Unresolved)] : []);
        var (commit, fault) = await revisions.ResolveAsync(wanted, cancellation);
        var answer = new TierRevision(wanted.ToString(), commit);
        answers[Key(tier)] = (tier.Metadata.Uid, answer);
        return (answer, fault is null ? [] : [NotPinned(wanted, fault)]);
    }

    /// <summary>A commit wherever one is known; the Deployment's first, since its pods run with it.</summary>
    private TierRevision? Known(ModelTier tier, string from)
    {
        var annotations = caches.Deployments.Find(Key(tier))?.Value?.Body.Field("metadata").Field("annotations");
        var last = answers.TryGetValue(Key(tier), out var answer) && answer.Uid == tier.Metadata.Uid ? answer.Revision : null;
        TierRevision?[] known = [TierRevision.Of(annotations.Text(TierRevision.Annotation)), TierRevision.Of(tier.Status), last];
        return known.Where(revision => revision?.From == from).OrderBy(revision => revision!.Commit is null).FirstOrDefault();
    }

    private static ObjectKey Key(ModelTier tier) => new(tier.Ref.Namespace, tier.Metadata.Name);

    private static Finding NotPinned(ModelRevision wanted, string fault) =>
        new(TierReasons.RevisionNotPinned, $"{wanted} is served as it is when a pod starts ({fault}); write a commit to pin it");
}
