using LlmRouting.Contract.Api;

namespace LlmRouting.Operator.Builders;

/// <summary>What a moving revision was found to mean.</summary>
/// <param name="From">What was asked for: owner/name@main.</param>
/// <param name="Commit">Null where it could not be found out; then the name is served as it is.</param>
public sealed record TierRevision(string From, string? Commit)
{
    /// <summary>On the Deployment, whose pods it holds for: "owner/name@main 9c925d…". A status can be late or lost.</summary>
    public const string Annotation = ApiNames.Group + "/revision";

    public static TierRevision? Of(ModelTierStatus? status) => status?.ResolvedFrom is { } from ? new TierRevision(from, status.ResolvedRevision) : null;

    /// <param name="annotation">As <see cref="ToString"/> writes it.</param>
    public static TierRevision? Of(string? annotation) => annotation?.Split(' ') is [var from, var commit] ? new TierRevision(from, commit) : null;

    public override string ToString() => $"{From} {Commit}";
}
