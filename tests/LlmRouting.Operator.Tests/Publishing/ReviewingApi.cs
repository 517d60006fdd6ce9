using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using LlmRouting.Operator.Kubernetes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace LlmRouting.Operator.Tests.Publishing;

/// <summary>An API server over real HTTP that reviews tokens and access as told, and keeps Secrets and ConfigMaps with resourceVersions.</summary>
internal sealed class ReviewingApi : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentDictionary<string, JsonObject> objects = new(StringComparer.Ordinal);
    private readonly Lock gate = new();
    private readonly TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int version = 100;

    private ReviewingApi(WebApplication app) => this.app = app;

    /// <summary>Tokens and the users they stand for; whatever else is not authenticated.</summary>
    public ConcurrentDictionary<string, JsonObject> Users { get; } = new(StringComparer.Ordinal);

    /// <summary>Of a user, a verb and a path.</summary>
    public Func<string, string, string, bool> MayDo { get; set; } = (_, _, _) => true;

    /// <summary>Runs before every answer; a status ends the request with it.</summary>
    public Func<HttpContext, Task<int?>> Before { get; set; } = _ => Task.FromResult<int?>(null);

    /// <summary>Tokens whose reviews wait for <see cref="Release"/>.</summary>
    public Func<string, bool> Hold { get; set; } = _ => false;

    public ConcurrentQueue<string> Requests { get; } = new();

    public IEnumerable<string> Writes => Requests.Where(line => !line.StartsWith("GET", StringComparison.Ordinal));

    public static async Task<ReviewingApi> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var api = new ReviewingApi(app);
        app.Run(api.ServeAsync);
        await app.StartAsync();
        return api;
    }

    public KubernetesClient Client(TimeProvider time) =>
        KubernetesClient.Create(new KubernetesConnection { Server = new Uri(app.Urls.Single()) }, time, new Random(1));

    /// <summary>A data plane's user.</summary>
    public static JsonObject Pod(string account, string pod, string uid) => new()
    {
        ["username"] = $"system:serviceaccount:{account}",
        ["extra"] = new JsonObject
        {
            ["authentication.kubernetes.io/pod-name"] = new JsonArray(pod),
            ["authentication.kubernetes.io/pod-uid"] = new JsonArray(uid),
        },
    };

    /// <summary>What looks like a service account token for <paramref name="audience"/>.</summary>
    public static string Token(string audience = "llm-routing", string name = "t")
    {
        var claims = new JsonObject { ["aud"] = new JsonArray(audience), ["sub"] = name };
        return $"e30.{System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims.ToJsonString()))}.c2ln";
    }

    public void Release() => released.TrySetResult();

    public JsonObject? Find(string path) => objects.GetValueOrDefault(path);

    public void Put(string path, JsonObject item) => Store(path, item);

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private async Task ServeAsync(HttpContext http)
    {
        Requests.Enqueue($"{http.Request.Method} {http.Request.Path}");
        if (await Before(http) is { } status)
        {
            await WriteAsync(http, status, Status(status, status == 403 ? "Forbidden" : "InternalError", ""));
            return;
        }

        var body = http.Request.ContentLength is > 0 || http.Request.Headers.TransferEncoding.Count > 0
            ? (JsonObject)(await JsonNode.ParseAsync(http.Request.Body))!
            : [];
        var path = http.Request.Path.Value!;
        if (path.EndsWith("/tokenreviews", StringComparison.Ordinal) && Hold(body["spec"]!["token"]!.GetValue<string>())) await released.Task;
        if (path.EndsWith("/tokenreviews", StringComparison.Ordinal)) await WriteAsync(http, 201, Review(body));
        else if (path.EndsWith("/subjectaccessreviews", StringComparison.Ordinal)) await WriteAsync(http, 201, Access(body));
        else await ObjectAsync(http, path, body);
    }

    private JsonObject Review(JsonObject body)
    {
        var spec = body["spec"]!;
        var status = Users.TryGetValue(spec["token"]!.GetValue<string>(), out var user)
            ? new JsonObject { ["authenticated"] = true, ["user"] = user.DeepClone(), ["audiences"] = spec["audiences"]!.DeepClone() }
            : new JsonObject { ["user"] = new JsonObject(), ["error"] = "invalid bearer token" };
        return new JsonObject { ["kind"] = "TokenReview", ["apiVersion"] = "authentication.k8s.io/v1", ["status"] = status };
    }

    private JsonObject Access(JsonObject body)
    {
        var spec = body["spec"]!;
        var path = spec["nonResourceAttributes"]!;
        var allowed = MayDo(spec["user"]!.GetValue<string>(), path["verb"]!.GetValue<string>(), path["path"]!.GetValue<string>());
        return new JsonObject { ["kind"] = "SubjectAccessReview", ["apiVersion"] = "authorization.k8s.io/v1", ["status"] = new JsonObject { ["allowed"] = allowed } };
    }

    private Task ObjectAsync(HttpContext http, string path, JsonObject body)
    {
        lock (gate)
        {
            var name = path[(path.LastIndexOf('/') + 1)..];
            switch (http.Request.Method)
            {
                case "GET":
                    return Find(path) is { } found ? WriteAsync(http, 200, found) : WriteAsync(http, 404, Status(404, "NotFound", name));
                case "POST":
                    path += "/" + body["metadata"]!["name"];
                    if (objects.ContainsKey(path)) return WriteAsync(http, 409, Status(409, "AlreadyExists", name));
                    return WriteAsync(http, 201, Store(path, body));
                default:
                    var asked = body["metadata"]?["resourceVersion"]?.GetValue<string>();
                    if (asked is not null && asked != Find(path)?["metadata"]?["resourceVersion"]?.GetValue<string>())
                        return WriteAsync(http, 409, Status(409, "Conflict", name));
                    return WriteAsync(http, 200, Store(path, http.Request.ContentType == "application/merge-patch+json" ? Merged(Find(path)!, body) : body));
            }
        }
    }

    /// <summary>RFC 7386, without removals.</summary>
    private static JsonObject Merged(JsonObject item, JsonObject patch)
    {
        var merged = (JsonObject)item.DeepClone();
        foreach (var (name, value) in patch) merged[name] = value is JsonObject part && merged[name] is JsonObject before ? Merged(before, part) : value!.DeepClone();
        return merged;
    }

    private JsonObject Store(string path, JsonObject body)
    {
        var item = (JsonObject)body.DeepClone();
        item["metadata"]!["resourceVersion"] = Interlocked.Increment(ref version).ToString(System.Globalization.CultureInfo.InvariantCulture);
        return objects[path] = item;
    }

    private static JsonObject Status(int code, string reason, string name) => new()
    {
        ["kind"] = "Status",
        ["apiVersion"] = "v1",
        ["status"] = "Failure",
        ["reason"] = reason,
        ["message"] = reason,
        ["code"] = code,
        ["details"] = new JsonObject { ["name"] = name },
    };

    private static Task WriteAsync(HttpContext http, int status, JsonObject body)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json";
        return http.Response.WriteAsync(body.ToJsonString());
    }
}
