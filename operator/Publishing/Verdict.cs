using LlmRouting.Contract.Api;
using LlmRouting.Contract.Validation;

namespace LlmRouting.Operator.Publishing;

/// <summary>What became of an object.</summary>
public sealed record Verdict
{
    internal static Verdict InOrder { get; } = new();

    /// <summary>metadata.generation of the object that was judged; 0: none was yet.</summary>
    public long Generation { get; init; }

    /// <summary>Of the object as it is now.</summary>
    public IReadOnlyList<ObjectProblem> Problems { get; init; } = [];

    /// <summary>Whether an older version is served because of <see cref="Problems"/>.</summary>
    public bool IsHeld { get; init; }

    /// <summary>Generation of the older version, where that is known.</summary>
    public long? HeldGeneration { get; init; }

    /// <summary>Set for a policy that is served.</summary>
    public PolicyServing? Serving { get; init; }

    /// <summary>Whether it is of the object as it is now. If not, it soon will be, which <see cref="SnapshotPublisher.Changed"/> says.</summary>
    public bool IsOf(ApiObject item) => Generation >= (item.Metadata.Generation ?? 0);

    public bool HasErrors => Problems.Any(problem => problem.Severity == ProblemSeverity.Error);

    public bool Equals(Verdict? other) =>
        other is not null && Generation == other.Generation && IsHeld == other.IsHeld && HeldGeneration == other.HeldGeneration && Serving == other.Serving && Problems.SequenceEqual(other.Problems);

    public override int GetHashCode() => HashCode.Combine(Problems.Count, IsHeld, HeldGeneration, Serving);
}
