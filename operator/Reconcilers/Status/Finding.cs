namespace LlmRouting.Operator.Reconcilers.Status;

/// <summary>Something a person should know or do about an object; becomes a condition and one Event.</summary>
/// <param name="Reason">One CamelCase word.</param>
/// <param name="Message">A sentence that says what to do.</param>
public sealed record Finding(string Reason, string Message);
