namespace LlmRouting.Operator.Builders;

/// <summary>Who owns which fields of what we write.</summary>
public static class FieldManagers
{
    /// <summary>Objects and status.</summary>
    public const string Objects = "llm-routing";

    /// <summary>Alone owns <c>spec.replicas</c>; a main apply that had it would drop the pods an autoscaler added.</summary>
    public const string Scaler = "llm-routing-scaler";
}
