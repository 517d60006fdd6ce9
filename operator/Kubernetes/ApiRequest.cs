using System.Net;
using System.Net.Http.Headers;

namespace LlmRouting.Operator.Kubernetes;

/// <summary>One request, so that it can be sent again.</summary>
/// <param name="Url">Path and query.</param>
/// <param name="Repeatable">Doing it twice is doing it once, as far as the caller can tell.</param>
internal sealed record ApiRequest(HttpMethod Method, string Url, byte[]? Body, string? ContentType, bool Repeatable = true)
{
    private const string Json = "application/json";

    public static ApiRequest Get(string url) => new(HttpMethod.Get, url, Body: null, ContentType: null);

    public static ApiRequest Create(string url, byte[] body) => new(HttpMethod.Post, url, body, Json, Repeatable: false);

    /// <summary>A POST that stores nothing.</summary>
    public static ApiRequest Ask(string url, byte[] body) => new(HttpMethod.Post, url, body, Json);

    public static ApiRequest Replace(string url, byte[] body) => new(HttpMethod.Put, url, body, Json);

    public static ApiRequest Delete(string url, byte[] body) => new(HttpMethod.Delete, url, body, Json);

    public static ApiRequest Apply(string url, byte[] body) => new(HttpMethod.Patch, url, body, "application/apply-patch+yaml");

    public static ApiRequest MergePatch(string url, byte[] body) => new(HttpMethod.Patch, url, body, "application/merge-patch+json");

    public static ApiRequest JsonPatch(string url, byte[] body) => new(HttpMethod.Patch, url, body, "application/json-patch+json", Repeatable: false);

    /// <summary>For messages: without the query, which may be long.</summary>
    public override string ToString() => $"{Method} {Url.Split('?')[0]}";

    public HttpRequestMessage Message(Uri server)
    {
        var message = new HttpRequestMessage(Method, new Uri(server, server.AbsolutePath.TrimEnd('/') + Url))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        if (Body is null) return message;
        message.Content = new ByteArrayContent(Body);
        message.Content.Headers.ContentType = new MediaTypeHeaderValue(ContentType!);
        return message;
    }
}
