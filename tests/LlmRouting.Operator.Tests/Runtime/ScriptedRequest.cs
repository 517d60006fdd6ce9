using System.Text.Json.Nodes;
using LlmRouting.TestKit;

namespace LlmRouting.Operator.Tests.Runtime;

/// <summary>A request that waits for its answer.</summary>
internal sealed class ScriptedRequest(ScriptedConnection connection, string text)
{
    private readonly TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Done => done.Task;

    /// <summary>Method and path.</summary>
    public string Line => text[..text.IndexOf(" HTTP/", StringComparison.Ordinal)];

    public JsonNode Body => JsonNode.Parse(text[(text.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..])!;

    public async Task AnswerAsync(string json, string status = "200 OK")
    {
        await connection.SendJsonAsync(json, status);
        done.TrySetResult();
    }

    public Task RefuseAsync(int code, string reason, string message = "no", string? name = "x") => AnswerAsync(Status(code, reason, message, name), $"{code} {reason}");

    /// <summary>Opens the stream of a watch.</summary>
    public Task OpenAsync() => connection.SendAsync("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n");

    public Task EventAsync(string type, string item) => connection.SendChunkAsync($$"""{"type":"{{type}}","object":{{item}} }""" + "\n");

    public Task ErrorAsync(int code, string reason) => EventAsync("ERROR", Status(code, reason, "no", name: null));

    public Task BookmarkAsync(string version) => EventAsync("BOOKMARK", $$"""{"kind":"ConfigMap","apiVersion":"v1","metadata":{"resourceVersion":"{{version}}"} }""");

    /// <summary>As the API server ends a watch: without a word.</summary>
    public async Task EndAsync()
    {
        await connection.SendChunkAsync("");
        done.TrySetResult();
    }

    /// <summary>Breaks the connection.</summary>
    public void Cut()
    {
        connection.Reset();
        done.TrySetResult();
    }

    private static string Status(int code, string reason, string message, string? name)
    {
        var details = name is null ? "" : $$""","details":{"name":"{{name}}"}""";
        return $$"""{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"{{message}}","reason":"{{reason}}"{{details}},"code":{{code}} }""";
    }
}
