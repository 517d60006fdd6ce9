using System.Text.Json.Nodes;

namespace LlmRouting.TestKit.Kubernetes.Http;

/// <summary>A request that is answered with an error.</summary>
public sealed class ApiRefusal(int code, JsonNode body, string? contentType = null) : Exception(Wire.Text(body))
{
    public int Code => code;

    public JsonNode Body => body;

    /// <summary>text/plain for the errors that are no Status.</summary>
    public string? ContentType => contentType;

    public int? RetryAfterSeconds { get; init; }
}
