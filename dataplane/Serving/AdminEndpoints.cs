using LlmRouting.Contract.Compilation;
using LlmRouting.DataPlane.Configuration;
using LlmRouting.DataPlane.Metrics;

namespace LlmRouting.DataPlane.Serving;

/// <summary>The admin port: for Prometheus, the kubelet and people. Nothing here shows a key or its hash.</summary>
public static class AdminEndpoints
{
    public static void MapAdmin(this IEndpointRouteBuilder routes, SnapshotHolder snapshots, StatusReport status, PrometheusExposition metrics, Readiness readiness)
    {
        routes.MapGet("/metrics", (RequestDelegate)(http => metrics.WriteAsync(http.Response)));
        // A degraded router still serves; answering anything but 200 would have the kubelet restart it (S3.11).
        routes.MapGet("/health", (RequestDelegate)(http => http.Response.WriteAsJsonAsync(status.Health(), StatusJson.Default.HealthStatus)));
        routes.MapGet("/ready", (RequestDelegate)readiness.HandleAsync);
        routes.MapGet("/v1/status", (RequestDelegate)(http => http.Response.WriteAsJsonAsync(status.Build(), StatusJson.Default.RouterStatus)));
        routes.MapGet("/v1/snapshot", (RequestDelegate)(http =>
        {
            http.Response.ContentType = "application/json";
            return http.Response.WriteAsync(CanonicalJson.Write(snapshots.Current.Wire with { Keys = [] }));
        }));
    }
}
