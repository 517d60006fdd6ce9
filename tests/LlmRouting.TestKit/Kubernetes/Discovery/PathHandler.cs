using System.Text.Json.Nodes;
using LlmRouting.TestKit.Kubernetes.Http;
using Microsoft.AspNetCore.Http;

namespace LlmRouting.TestKit.Kubernetes.Discovery;

/// <summary>Paths that are no resource: health, version, discovery, OpenAPI.</summary>
public sealed class PathHandler
{
    public Task HandleAsync(HttpContext http, string path)
    {
        if (path is "/version") return Answers.JsonAsync(http, 200, Version());
        if (path is "/healthz" or "/livez" or "/readyz") return Answers.TextAsync(http, 200, "ok");
        throw Refusals.NoPage();
    }

    private static JsonObject Version() => new()
    {
        ["major"] = "1", ["minor"] = "36", ["emulationMajor"] = "1", ["emulationMinor"] = "36", ["minCompatibilityMajor"] = "1", ["minCompatibilityMinor"] = "35",
        ["gitVersion"] = "v1.36.3", ["gitCommit"] = "", ["gitTreeState"] = "clean", ["buildDate"] = "2026-01-01T00:00:00Z",
        ["goVersion"] = "go1.26", ["compiler"] = "gc", ["platform"] = "linux/amd64",
    };
}
