namespace LlmRouting.Operator.Kubernetes;

/// <summary>What becomes of dependents; the names are the API's.</summary>
public enum DeletePropagation
{
    Background,
    Foreground,
    Orphan,
}
