using System.Text.Json;

namespace LlmRouting.DataPlane.Tests.Harness;

/// <summary>Request bodies.</summary>
public static class Prompts
{
    public const string ChatPath = "/v1/chat/completions";

    public static string Chat(string prompt = "hello", string model = "auto", string more = "") =>
        $$"""{"model":{{JsonSerializer.Serialize(model)}},"messages":[{"role":"user","content":{{JsonSerializer.Serialize(prompt)}}}]{{more}}}""";

    public static string Streamed(string prompt = "hello", string model = "auto", string more = "") => Chat(prompt, model, ",\"stream\":true" + more);

    public const string Whole = """{"id":"c","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"fine"},"finish_reason":"stop"}],"usage":{"prompt_tokens":3,"completion_tokens":2,"total_tokens":5}}""";

    public static string Event(string content) => $$$"""data: {"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"content":{{{JsonSerializer.Serialize(content)}}}},"finish_reason":null}]}""" + "\n\n";

    public const string Finish = """data: {"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}""" + "\n\n";

    public const string UsageEvent = """data: {"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[],"usage":{"prompt_tokens":3,"completion_tokens":2,"total_tokens":5}}""" + "\n\n";

    public const string Done = "data: [DONE]\n\n";
}
