using System.Buffers.Text;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using LlmRouting.Operator.Kubernetes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace LlmRouting.Benchmarks.Push;

/// <summary>An API server that knows every gateway's pod and lets it in.</summary>
internal sealed class KnowingApi(WebApplication app) : IAsyncDisposable
{
    /// <summary>Of the pods.</summary>
    public const string Namespace = "models";

    public static async Task<KnowingApi> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        app.MapPost("/apis/authentication.k8s.io/v1/tokenreviews", (RequestDelegate)ReviewAsync);
        app.MapPost("/apis/authorization.k8s.io/v1/subjectaccessreviews", (RequestDelegate)(http => AnswerAsync(http, new JsonObject { ["allowed"] = true })));
        await app.StartAsync();
        return new KnowingApi(app);
    }

    public static string Token(string pod) => $"e30.{Encode($$"""{"aud":["llm-routing"],"sub":"{{pod}}"}""")}.c2ln";

    public KubernetesClient Client(TimeProvider time) => KubernetesClient.Create(new KubernetesConnection { Server = new Uri(app.Urls.Single()) }, time, new Random(1));

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private static async Task ReviewAsync(HttpContext http)
    {
        var spec = (await JsonNode.ParseAsync(http.Request.Body))!["spec"]!;
        var claims = JsonNode.Parse(Base64Url.DecodeFromChars(spec["token"]!.GetValue<string>().Split('.')[1]))!;
        var pod = claims["sub"]!.GetValue<string>();
        var extra = new JsonObject { ["authentication.kubernetes.io/pod-name"] = new JsonArray(pod), ["authentication.kubernetes.io/pod-uid"] = new JsonArray("uid-" + pod) };
        var user = new JsonObject { ["username"] = $"system:serviceaccount:{Namespace}:gateway", ["extra"] = extra };
        await AnswerAsync(http, new JsonObject { ["authenticated"] = true, ["user"] = user, ["audiences"] = spec["audiences"]!.DeepClone() });
    }

    private static Task AnswerAsync(HttpContext http, JsonObject status)
    {
        http.Response.StatusCode = StatusCodes.Status201Created;
        http.Response.ContentType = "application/json";
        return http.Response.WriteAsync(new JsonObject { ["status"] = status }.ToJsonString());
    }

    private static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}
