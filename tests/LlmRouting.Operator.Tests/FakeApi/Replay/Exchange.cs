using System.Text.Json.Nodes;

namespace LlmRouting.Operator.Tests.FakeApi.Replay;

/// <summary>One request of a recorded scenario and the real server's answer.</summary>
public sealed record Exchange(int Index, string Step, JsonObject Request, JsonObject Response)
{
    public string Method => (string?)Request["method"] ?? "";

    public string Path => (string?)Request["path"] ?? "";

    public string As => (string?)Request["as"] ?? "";

    public bool IsWatch => Response["receivedAtMs"] is not null;

    /// <summary>The recorded answer was shortened: what is left must be found in ours.</summary>
    public bool IsCut => Response["bodyCut"] is not null;

    public bool IsHttp => Path.Length > 0 && Method.Length > 0 && Response["status"] is not null && Request["direction"] is null && As is "admin" or "";
}
