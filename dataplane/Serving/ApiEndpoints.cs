using LlmRouting.DataPlane.Errors;
using LlmRouting.DataPlane.Forwarding;
using LlmRouting.DataPlane.Parsing;

namespace LlmRouting.DataPlane.Serving;

/// <summary>The API port.</summary>
public static class ApiEndpoints
{
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    public static void MapApi(this WebApplication api, RequestPipeline pipeline, ModelsEndpoint models, RouteEndpoint route, FeedbackEndpoint feedback, Aside aside)
    {
        api.UseHotPaths(pipeline);
        // Said outright, or it would come first of all.
        api.UseRouting();
        foreach (var dialect in Enum.GetValues<Dialect>()) Post(api, aside, UpstreamUris.PathOf(dialect), http => pipeline.HandleAsync(http, dialect));
        Get(api, aside, "/v1/models", models.ListAsync);
        Get(api, aside, "/v1/models/{**model}", models.GetAsync);
        Post(api, aside, "/v1/route", aside.Around(route.HandleAsync));
        Post(api, aside, "/v1/feedback", aside.Around(feedback.HandleAsync));
        // The default pattern leaves out paths that look like files.
        api.MapFallback("{**path}", aside.Around(NotFoundAsync));
    }

    private static void Post(IEndpointRouteBuilder routes, Aside aside, string path, RequestDelegate handle)
    {
        routes.MapPost(path, handle);
        routes.Map(path, aside.Around(http => NotAllowedAsync(http, HttpMethods.Post)));
    }

    private static void Get(IEndpointRouteBuilder routes, Aside aside, string path, RequestDelegate handle)
    {
        routes.MapMethods(path, Reading, aside.Around(handle));
        routes.Map(path, aside.Around(http => NotAllowedAsync(http, "GET, HEAD")));
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
