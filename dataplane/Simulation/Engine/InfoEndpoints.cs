using System.Security.Cryptography;
using System.Text;
using LlmRouting.DataPlane.Simulation.Wire;

namespace LlmRouting.DataPlane.Simulation.Engine;

/// <summary>What vLLM answers about itself, and to whom.</summary>
internal sealed class InfoEndpoints(SimulatorOptions options, TimeProvider time)
{
    /// <summary>The release whose words, metrics and shapes are simulated.</summary>
    public const string Version = "0.11.2";

    private readonly byte[]? key = options.ApiKey is { } apiKey ? Encoding.UTF8.GetBytes(apiKey) : null;
    private readonly long created = time.GetUtcNow().ToUnixTimeSeconds();

    /// <summary>vLLM guards /v1 only: health and metrics stay open.</summary>
    public bool IsAuthorized(HttpRequest request)
    {
        if (key is null || !request.Path.StartsWithSegments("/v1")) return true;
        var sent = request.Headers.Authorization.ToString();
        return sent.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
            && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(sent[7..]), key);
    }

    public static Task UnauthorizedAsync(HttpResponse response)
    {
        response.StatusCode = StatusCodes.Status401Unauthorized;
        return Replies.JsonAsync(response, """{"error":"Unauthorized"}""");
    }

    public Task ModelsAsync(HttpResponse response)
    {
        var model = Json.Quote(options.Model);
        return Replies.JsonAsync(
            response,
            $$"""{"object":"list","data":[{"id":{{model}},"object":"model","created":{{created}},"owned_by":"vllm","root":{{model}},"parent":null,"max_model_len":{{options.MaxModelLen}}}]}""");
    }

    public static Task VersionAsync(HttpResponse response) => Replies.JsonAsync(response, $$"""{"version":"{{Version}}"}""");

    public static Task MetricsAsync(HttpResponse response, string text) =>
        Replies.TextAsync(response, "text/plain; version=0.0.4; charset=utf-8", text);
}
