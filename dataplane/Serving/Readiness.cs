namespace LlmRouting.DataPlane.Serving;

/// <summary>GET /ready: whether new requests are welcome; 503 from the moment the router stops, while open requests end.</summary>
public sealed class Readiness(CancellationToken stopping)
{
    public Task HandleAsync(HttpContext http)
    {
        if (!stopping.IsCancellationRequested) return http.Response.WriteAsync("""{"ready":true}""");
        http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        return http.Response.WriteAsync("""{"ready":false,"reason":"stopping"}""");
    }
}
