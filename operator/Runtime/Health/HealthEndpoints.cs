using System.Text;
using LlmRouting.Operator.Runtime.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LlmRouting.Operator.Runtime.Health;

/// <summary>What the kubelet and Prometheus ask.</summary>
public static class HealthEndpoints
{
    /// <summary><c>/healthz</c>: the process answers. <c>/readyz</c>: the caches are filled. <c>/metrics</c>: Prometheus' text format.</summary>
    public static void MapHealth(this IEndpointRouteBuilder routes, Readiness readiness, OperatorMetrics metrics)
    {
        routes.MapGet("/healthz", static () => Results.Text("ok\n"));
        routes.MapGet("/readyz", () => Results.Text(readiness.Describe(), statusCode: readiness.IsReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable));
        routes.MapGet("/metrics", () => Results.Text(metrics.Render(), OperatorMetrics.ContentType, Encoding.UTF8));
    }
}
