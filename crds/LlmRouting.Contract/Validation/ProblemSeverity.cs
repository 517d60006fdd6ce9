namespace LlmRouting.Contract.Validation;

public enum ProblemSeverity
{
    /// <summary>The object it stands at is not served.</summary>
    Error,

    /// <summary>Nothing is wrong, but somebody may wonder.</summary>
    Note,
}
