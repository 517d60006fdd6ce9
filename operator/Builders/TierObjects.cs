namespace LlmRouting.Operator.Builders;

/// <summary>What a tier needs in the cluster.</summary>
/// <param name="Manifests">In the order to apply them; empty where there are problems, so that what serves goes on serving.</param>
/// <param name="Absent">Objects that an earlier form of the tier may have left and that would work against this one. Their bodies are only their names.</param>
/// <param name="Notes">Not in the way.</param>
public sealed record TierObjects(
    IReadOnlyList<Manifest> Manifests, IReadOnlyList<Manifest> Absent, IReadOnlyList<TierProblem> Problems, IReadOnlyList<TierProblem> Notes)
{
    public static TierObjects None { get; } = new([], [], [], []);
}
