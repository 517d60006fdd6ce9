using LlmRouting.Contract.Validation;

namespace LlmRouting.Operator.Publishing;

/// <summary>What became of an object.</summary>
public sealed record Verdict
{
    internal static Verdict InOrder { get; } = new();

    /// <summary>Of the object as it is now.</summary>
    public IReadOnlyList<ObjectProblem> Problems { get; init; } = [];

    /// <summary>Whether an older version is served because of <see cref="Problems"/>.</summary>
    public bool IsHeld { get; init; }

    /// <summary>Generation of the older version, where that is known.</summary>
    public long? HeldGeneration { get; init; }

    /// <summary>Set for a policy that is served.</summary>
    public PolicyServing? Serving { get; init; }

    public bool HasErrors => Problems.Any(problem => problem.Severity == ProblemSeverity.Error);

    public bool Equals(Verdict? other) =>
        other is not null && IsHeld == other.IsHeld && HeldGeneration == other.HeldGeneration && Serving == other.Serving && Problems.SequenceEqual(other.Problems);

    public override int GetHashCode() => HashCode.Combine(Problems.Count, IsHeld, HeldGeneration, Serving);
}
