using System.Text.Json.Nodes;
using LlmRouting.Contract.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LlmRouting.Operator.Scaling;

/// <summary><c>GET /v1/scaling/{namespace}/{tier}</c>: a tier's figures for KEDA. What cannot be told is left out; without demand the answer is 503, upon which KEDA does nothing.</summary>
public static class ScalingEndpoint
{
    public static void MapScaling(this IEndpointRouteBuilder routes, ToldFigures figures) => routes.MapGet("/v1/scaling/{namespace}/{tier}", (string @namespace, string tier) =>
    {
        if (!figures.TiersOf(@namespace).Contains(tier)) return Results.Text($$"""{"error":"there is no such tier here"}""", "application/json", statusCode: StatusCodes.Status404NotFound);
        if (figures.Find(@namespace, tier, ScalingMetricType.Demand) is not { } demand)
            return Results.Text("""{"error":"too little is known: a server of the tier has not answered lately, or another replica of the operator leads"}""", "application/json", statusCode: StatusCodes.Status503ServiceUnavailable);
        var answer = new JsonObject { ["demand"] = demand };
        if (figures.Find(@namespace, tier, ScalingMetricType.QueueDepth) is { } queue) answer["queueDepth"] = queue;
        if (figures.Find(@namespace, tier, ScalingMetricType.KvCache) is { } cache) answer["kvCache"] = cache;
        return Results.Text(answer.ToJsonString(), "application/json");
    });
}
