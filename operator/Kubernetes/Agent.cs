using System.Net.Http.Headers;

namespace LlmRouting.Operator.Kubernetes;

/// <summary>How we name ourselves to the API server; also the field manager of writes that name none.</summary>
internal static class Agent
{
    public static ProductInfoHeaderValue Product { get; } =
        new("llm-routing-operator", typeof(Agent).Assembly.GetName().Version?.ToString(3) ?? "0");
}
