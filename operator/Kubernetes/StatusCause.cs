namespace LlmRouting.Operator.Kubernetes;

/// <summary>One of the causes a meta/v1 Status lists.</summary>
/// <param name="Reason">E.g. FieldValueInvalid, FieldManagerConflict; null where the API gives none.</param>
/// <param name="Field">E.g. spec.replicas; for a conflict of field managers ".spec.replicas".</param>
public sealed record StatusCause(string? Reason, string? Message, string? Field);
