namespace LlmRouting.DataPlane.Serving;

/// <summary>GET /ready: whether new requests are welcome; 503 before anything is served, and from the moment the router stops, while open requests end.</summary>
/// <param name="isConfigured">Whether a snapshot is served.</param>
public sealed class Readiness(Func<bool> isConfigured, CancellationToken stopping)
{
    public Task HandleAsync(HttpContext http)
    {
        if (stopping.IsCancellationRequested) return RefuseAsync(http, """{"ready":false,"reason":"stopping"}""");
        if (!isConfigured()) return RefuseAsync(http, """{"ready":false,"reason":"no configuration has arrived yet"}""");
        return http.Response.WriteAsync("""{"ready":true}""");
    }

    private static Task RefuseAsync(HttpContext http, string body)
    {
        http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        return http.Response.WriteAsync(body);
    }
}
