using System.Security.Cryptography;
using System.Text.Json.Nodes;
using LlmRouting.TestKit.Kubernetes.Http;
using LlmRouting.TestKit.Kubernetes.Storage;
using Microsoft.AspNetCore.Http;

namespace LlmRouting.TestKit.Kubernetes.Discovery;

/// <summary>Paths that are no resource: health, version, discovery, OpenAPI.</summary>
public sealed class PathHandler(ResourceRegistry registry)
{
    private const string Aggregated = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";

    public Task HandleAsync(HttpContext http, string path)
    {
        if (path.StartsWith("//", StringComparison.Ordinal)) throw Refusals.NoPage();
        var parts = path.Trim('/').Split('/');
        return parts switch
        {
            ["version"] when http.Request.Method is not ("GET" or "HEAD") => throw Refusals.NotAllowed(),
            ["version"] => Answers.JsonAsync(http, 200, Version()),
            ["healthz" or "livez" or "readyz"] or ["healthz" or "livez" or "readyz", "ping" or "etcd" or "log"] => Answers.TextAsync(http, 200, "ok"),
            ["api"] or ["apis"] when Wants(http) => TaggedAsync(http, AggregatedDiscovery.Of(registry, parts[0] == "api"), Aggregated),
            ["api"] => Answers.JsonAsync(http, 200, PlainDiscovery.Core(http)),
            ["apis"] => Answers.JsonAsync(http, 200, PlainDiscovery.Groups(registry)),
            ["apis", var group] => Answers.JsonAsync(http, 200, PlainDiscovery.Group(registry, group) ?? throw Refusals.NoPage()),
            ["apis", var group, var version] => Answers.JsonAsync(http, 200, PlainDiscovery.Resources(registry, group, version) ?? throw Unknown(group)),
            ["api", "v1"] => Answers.JsonAsync(http, 200, PlainDiscovery.Resources(registry, "", "v1")!),
            ["openapi", "v3", .. var rest] => TaggedAsync(http, OpenApi.Answer(registry, rest) ?? throw new ApiRefusal(404, "", ""), rest.Length == 0 ? "text/plain; charset=utf-8" : "application/json"),
            _ => throw Refusals.NoPage(),
        };
    }

    private ApiRefusal Unknown(string group) => registry.IsBuiltinGroup(group) ? Refusals.NoResource() : Refusals.NoPage();

    private static bool Wants(HttpContext http)
    {
        var accept = http.Request.Headers.Accept.ToString();
        if (!accept.Contains("APIGroupDiscoveryList", StringComparison.Ordinal)) return false;
        if (accept.Contains("v=v2;", StringComparison.Ordinal) || accept.EndsWith("v=v2", StringComparison.Ordinal)) return true;
        return accept.Split(',').Contains("application/json") ? false
            : throw Refusals.Status(406, "NotAcceptable", "only the following media types are accepted: application/json, application/yaml, application/vnd.kubernetes.protobuf");
    }

    /// <summary>Documents that clients keep: an ETag, and 304 to who has it.</summary>
    private static Task TaggedAsync(HttpContext http, JsonObject document, string contentType)
    {
        var body = Wire.Encode(document);
        var hash = Convert.ToHexString(SHA512.HashData(body));
        http.Response.Headers.ETag = $"\"{hash}\"";
        http.Response.Headers.Vary = "Accept";
        if (http.Request.Headers.IfNoneMatch != $"\"{hash}\"") return Answers.BytesAsync(http, 200, body, contentType);
        http.Response.StatusCode = 304;
        return Task.CompletedTask;
    }

    private static JsonObject Version() => new()
    {
        ["major"] = "1", ["minor"] = "36", ["emulationMajor"] = "1", ["emulationMinor"] = "36", ["minCompatibilityMajor"] = "1", ["minCompatibilityMinor"] = "35",
        ["gitVersion"] = "v1.36.3", ["gitCommit"] = "7b29fb077260554429dcef8234272e9fd25fcfbd", ["gitTreeState"] = "clean", ["buildDate"] = "2026-08-21T00:00:00Z",
        ["goVersion"] = "go1.26.10", ["compiler"] = "gc", ["platform"] = "linux/amd64",
    };
}
