using System.Text.Json.Nodes;

namespace LlmRouting.Operator.Scaling.MetricsApi;

/// <summary>Whose an APIService is.</summary>
internal static class MetricsApiOwner
{
    public const string ManagedBy = "app.kubernetes.io/managed-by";
    public const string Us = "llm-routing";

    /// <summary>Ours: it bears our label and names our Service, or the Service of an installation of ours that is gone.</summary>
    public static bool IsOurs(JsonObject apiService, string @namespace, string service)
    {
        if (apiService["metadata"]?["labels"]?[ManagedBy]?.GetValue<string>() != Us) return false;
        var reference = apiService["spec"]?["service"];
        return (reference?["namespace"]?.GetValue<string>() == @namespace && reference["name"]?.GetValue<string>() == service) || IsOrphan(apiService);
    }

    /// <summary>For people.</summary>
    public static string Describe(JsonObject apiService)
    {
        var labels = apiService["metadata"]?["labels"];
        var manager = labels?["app.kubernetes.io/part-of"]?.GetValue<string>() ?? labels?[ManagedBy]?.GetValue<string>();
        var service = apiService["spec"]?["service"] is { } reference ? $"Service {reference["namespace"]}/{reference["name"]}" : "the API server itself";
        return manager is null ? service : $"{service} of {manager}";
    }

    private static bool IsOrphan(JsonObject apiService) =>
        apiService["status"]?["conditions"] is JsonArray conditions
        && conditions.Any(condition => condition?["type"]?.GetValue<string>() == "Available" && condition["status"]?.GetValue<string>() == "False" && condition["reason"]?.GetValue<string>() == "ServiceNotFound");
}
