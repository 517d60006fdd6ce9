namespace LlmRouting.Operator.Kubernetes;

/// <summary>Parameters of writes.</summary>
internal static class WriteQuery
{
    public static string Of(string? fieldManager, bool dryRun = false, bool force = false) =>
        QueryText.Of(("fieldManager", fieldManager), ("force", force ? "true" : null), ("dryRun", dryRun ? "All" : null));
}
