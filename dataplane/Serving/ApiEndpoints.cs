using LlmRouting.DataPlane.Errors;
using LlmRouting.DataPlane.Parsing;

namespace LlmRouting.DataPlane.Serving;

/// <summary>The API port.</summary>
public static class ApiEndpoints
{
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    public static void MapApi(this IEndpointRouteBuilder routes, RequestPipeline pipeline, ModelsEndpoint models, RouteEndpoint route, FeedbackEndpoint feedback)
    {
        Post(routes, "/v1/chat/completions", http => pipeline.HandleAsync(http, Dialect.Chat));
        Post(routes, "/v1/completions", http => pipeline.HandleAsync(http, Dialect.Completions));
        Post(routes, "/v1/responses", http => pipeline.HandleAsync(http, Dialect.Responses));
        Post(routes, "/v1/embeddings", http => pipeline.HandleAsync(http, Dialect.Embeddings));
        Get(routes, "/v1/models", models.ListAsync);
        Get(routes, "/v1/models/{**model}", models.GetAsync);
        Post(routes, "/v1/route", route.HandleAsync);
        Post(routes, "/v1/feedback", feedback.HandleAsync);
        // The default pattern leaves out paths that look like files.
        routes.MapFallback("{**path}", NotFoundAsync);
    }

    private static void Post(IEndpointRouteBuilder routes, string path, RequestDelegate handle)
    {
        routes.MapPost(path, handle);
        routes.Map(path, http => NotAllowedAsync(http, HttpMethods.Post));
    }

    private static void Get(IEndpointRouteBuilder routes, string path, RequestDelegate handle)
    {
        routes.MapMethods(path, Reading, handle);
        routes.Map(path, http => NotAllowedAsync(http, "GET, HEAD"));
    }

    private static Task NotAllowedAsync(HttpContext http, string allowed)
    {
        http.Response.Headers.Allow = allowed;
        return ErrorWriter.WriteAsync(http.Response, new Refusal(405, "invalid_request_error", "method_not_supported", $"{SafePath(http)} takes {allowed}.")).AsTask();
    }

    private static Task NotFoundAsync(HttpContext http) => ErrorWriter.WriteAsync(http.Response, new Refusal(404, "invalid_request_error", "unknown_url",
        $"Unknown request URL: {http.Request.Method} {SafePath(http)}. This router serves POST /v1/chat/completions, /v1/completions, /v1/responses, /v1/embeddings, /v1/route, /v1/feedback and GET /v1/models; a client's base URL ends in /v1.")).AsTask();

    private static string SafePath(HttpContext http) => http.Request.Path.ToUriComponent() is { Length: <= 100 } path ? path : "(long path)";
}
