using System.Text.Json.Nodes;

namespace LlmRouting.Operator.Tests.FakeApi.Replay;

/// <summary>One request of a recorded scenario and the real server's answer.</summary>
public sealed record Exchange(int Index, string Step, JsonObject Request, JsonObject Response)
{
    public string Method => (string?)Request["method"] ?? "";

    public string Path => (string?)Request["path"] ?? "";

    public string As => (string?)Request["as"] ?? "";

    public bool IsWatch => Response["receivedAtMs"] is not null || Method == "GET" && Path.Contains("watch=true", StringComparison.Ordinal) && Response["body"] is JsonArray;

    /// <summary>It ended by its own timeout before anything came; what is recorded behind it happened later.</summary>
    public bool IsSilentWatch => IsWatch && Response["body"] is JsonArray { Count: 0 } && (Response["receivedAtMs"] is null || Path.Contains("timeoutSeconds=", StringComparison.Ordinal));

    public bool IsApply => ((string?)Request["headers"]?["Content-Type"] ?? "").StartsWith("application/apply", StringComparison.Ordinal);

    /// <summary>The recorded answer was shortened: what is left must be found in ours.</summary>
    public bool IsCut => Response["bodyCut"] is not null;

    /// <summary>The recorded body is a remark about what was there.</summary>
    public bool HasRemarkOnly => Response["body"] is JsonValue body && (IsCut || body.ToString().StartsWith('<') && body.ToString().Contains(' '));

    public bool IsHttp => Path.Length > 0 && Method.Length > 0 && Response["status"] is not null && Request["direction"] is null && As is "admin" or "";
}
