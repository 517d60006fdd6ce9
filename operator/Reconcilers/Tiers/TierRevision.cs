using LlmRouting.Contract.Api;

namespace LlmRouting.Operator.Reconcilers.Tiers;

/// <summary>What a moving revision was found to mean.</summary>
/// <param name="From">What was asked for: owner/name@main.</param>
/// <param name="Commit">Null where it could not be found out; then the name is served as it is.</param>
public sealed record TierRevision(string From, string? Commit)
{
    public static TierRevision? Of(ModelTierStatus? status) => status?.ResolvedFrom is { } from ? new TierRevision(from, status.ResolvedRevision) : null;
}
