using LlmRouting.DataPlane.Errors;
using LlmRouting.DataPlane.Parsing;

namespace LlmRouting.DataPlane.Serving;

/// <summary>The API port.</summary>
public static class ApiEndpoints
{
    public static void MapApi(this IEndpointRouteBuilder routes, RequestPipeline pipeline, ModelsEndpoint models, RouteEndpoint route, FeedbackEndpoint feedback)
    {
        routes.MapPost("/v1/chat/completions", (RequestDelegate)(http => pipeline.HandleAsync(http, Dialect.Chat)));
        routes.MapPost("/v1/completions", (RequestDelegate)(http => pipeline.HandleAsync(http, Dialect.Completions)));
        routes.MapPost("/v1/responses", (RequestDelegate)(http => pipeline.HandleAsync(http, Dialect.Responses)));
        routes.MapPost("/v1/embeddings", (RequestDelegate)(http => pipeline.HandleAsync(http, Dialect.Embeddings)));
        routes.MapGet("/v1/models", (RequestDelegate)models.ListAsync);
        routes.MapGet("/v1/models/{**model}", (RequestDelegate)models.GetAsync);
        routes.MapPost("/v1/route", (RequestDelegate)route.HandleAsync);
        routes.MapPost("/v1/feedback", (RequestDelegate)feedback.HandleAsync);
        // The default pattern leaves out what looks like a file.
        routes.MapFallback("{**path}", NotFoundAsync);
    }

    private static Task NotFoundAsync(HttpContext http) => ErrorWriter.WriteAsync(http.Response, new Refusal(404, "invalid_request_error", "unknown_url",
        $"Unknown request URL: {http.Request.Method} {SafePath(http)}. This router serves POST /v1/chat/completions, /v1/completions, /v1/responses, /v1/embeddings, /v1/route, /v1/feedback and GET /v1/models.")).AsTask();

    private static string SafePath(HttpContext http) => http.Request.Path.ToUriComponent() is { Length: <= 100 } path ? path : "(long path)";
}
