namespace LlmRouting.Operator.Builders;

/// <summary>Why a tier can't be built as written, or (as a note) what its author may want to know.</summary>
/// <param name="Reason">A word for a condition, of <see cref="TierReasons"/>.</param>
/// <param name="Path">The field to mend.</param>
/// <param name="Message">A sentence that goes on from the path.</param>
public sealed record TierProblem(string Reason, string Path, string Message)
{
    /// <summary>For a condition's message or an event.</summary>
    public override string ToString() => $"{Path} {Message}";
}
