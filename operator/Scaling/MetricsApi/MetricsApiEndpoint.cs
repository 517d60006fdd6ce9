using LlmRouting.Operator.Runtime;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace LlmRouting.Operator.Scaling.MetricsApi;

/// <summary>external.metrics.k8s.io/v1beta1, for the API server's proxy. Always JSON: autoscalers ask for protobuf first and read this as well.</summary>
public sealed class MetricsApiEndpoint(FrontProxy proxy, ToldFigures figures, TimeProvider time, ILogger<MetricsApiEndpoint> logger)
{
    private const string Base = "/apis/" + MetricsApiJson.GroupVersion;

    private readonly LogPace refusals = new(time);

    public void Map(IEndpointRouteBuilder routes)
    {
        Document(routes, "/apis", MetricsApiJson.Groups);
        Document(routes, "/apis/" + MetricsApiJson.Group, MetricsApiJson.OneGroup);
        Document(routes, Base, MetricsApiJson.Resources);
        routes.MapGet(Base + "/namespaces/{namespace}/{metric}", ValuesAsync);
    }

    private void Document(IEndpointRouteBuilder routes, string path, string document) => routes.MapGet(path, http => AnswerAsync(http, () => (StatusCodes.Status200OK, document)));

    private Task ValuesAsync(HttpContext http) => AnswerAsync(http, () => Values(
        (string)http.Request.RouteValues["namespace"]!, (string)http.Request.RouteValues["metric"]!, http.Request.Query["labelSelector"].ToString()));

    /// <summary>An autoscaler sums the items. So a part that is missing makes the list empty, upon which it does nothing.</summary>
    private (int, string) Values(string @namespace, string metric, string selectorText)
    {
        if (MetricNames.Find(metric) is not { } type) return Status(StatusCodes.Status404NotFound, "NotFound", $"there is no metric {metric}: {string.Join(", ", MetricNames.All.Select(one => one.Name))} are served");
        if (!TierSelector.TryParse(selectorText, out var selector)) return Status(StatusCodes.Status400BadRequest, "BadRequest", $"labelSelector cannot be read: {selectorText}");
        var values = figures.TiersOf(@namespace).Where(selector.Selects).Select(tier => (Tier: tier, Value: figures.Find(@namespace, tier, type))).ToList();
        var told = values.TrueForAll(one => one.Value is not null) ? values.Select(one => (one.Tier, one.Value!.Value)) : [];
        return (StatusCodes.Status200OK, MetricsApiJson.Values(metric, told, time.GetUtcNow()));
    }

    private async Task AnswerAsync(HttpContext http, Func<(int Status, string Body)> answer)
    {
        var refusal = proxy.Refuse(http);
        if (refusal is not null && refusals.Take() is { } withheld) logger.MetricsRefused(http.Connection.RemoteIpAddress?.ToString() ?? "?", LogPace.Cut(http.Request.Path), refusal, withheld);
        var (status, body) = refusal is null ? answer() : Status(StatusCodes.Status401Unauthorized, "Unauthorized", refusal);
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json";
        await http.Response.WriteAsync(body, http.RequestAborted);
    }

    private static (int, string) Status(int code, string reason, string message) => (code, MetricsApiJson.Status(code, reason, message));
}
