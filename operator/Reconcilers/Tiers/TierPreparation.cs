using System.Buffers.Text;
using System.Security.Cryptography;
using LlmRouting.Contract.Api;
using LlmRouting.Operator.Builders;
using LlmRouting.Operator.Configuration;
using LlmRouting.Operator.Reconcilers.Caching;
using LlmRouting.Operator.Reconcilers.Models;
using LlmRouting.Operator.Reconcilers.Status;
using LlmRouting.Operator.Runtime;

namespace LlmRouting.Operator.Reconcilers.Tiers;

/// <summary>Everything the pure builders need to know besides the tier itself.</summary>
/// <param name="scalingUrl">Where KEDA asks for figures; null: not offered.</param>
public sealed class TierPreparation(ClusterCaches caches, OperatorConfiguration configuration, RevisionResolver revisions, string? scalingUrl)
{
    private readonly GpuClassTable classes = configuration.Classes();

    public async Task<(TierInputs Inputs, TierRevision? Revision, IReadOnlyList<Finding> Notes)> PrepareAsync(ModelTier tier, CancellationToken cancellation)
    {
        var (revision, notes) = await RevisionAsync(tier, cancellation);
        var options = new TierOptions
        {
            PodMonitors = caches.PodMonitors.IsInstalled, PodMonitorLabels = configuration.PodMonitorLabels, ScalingUrl = scalingUrl,
            PlatformAssignsUsers = configuration.PlatformAssignsUsers == true,
        };
        return (new TierInputs(tier, classes, revision?.Commit, NewKey(tier), options), revision, notes);
    }

    /// <summary>Asked once for a revision: another answer later would roll every pod on to weights nobody chose.</summary>
    private async Task<(TierRevision? Revision, IReadOnlyList<Finding> Notes)> RevisionAsync(ModelTier tier, CancellationToken cancellation)
    {
        if (ModelRevision.Of(tier.Spec.Model) is not { } wanted) return (null, []);
        var known = TierRevision.Of(tier.Status);
        if (known?.From != wanted.ToString())
        {
            var (commit, fault) = await revisions.ResolveAsync(wanted, cancellation);
            known = new TierRevision(wanted.ToString(), commit);
            if (fault is not null) return (known, [NotPinned(wanted, fault)]);
        }

        return (known, known.Commit is null ? [NotPinned(wanted, "it could not be looked up")] : []);
    }

    private static Finding NotPinned(ModelRevision wanted, string fault) =>
        new("RevisionNotPinned", $"{wanted} is served as it is when a pod starts ({fault}); write a commit to pin it");

    /// <summary>256 random bits where the tier has no key yet; its Secret is created once.</summary>
    private string? NewKey(ModelTier tier) =>
        caches.Secrets.Find(new ObjectKey(tier.Ref.Namespace, ApiNames.VllmKeyOf(tier.Metadata.Name))) is null
            ? Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32))
            : null;
}
