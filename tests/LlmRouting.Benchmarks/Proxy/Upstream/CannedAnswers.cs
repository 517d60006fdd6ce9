using System.Text;

namespace LlmRouting.Benchmarks.Proxy.Upstream;

/// <summary>What the upstream sends, head included, made once.</summary>
public static class CannedAnswers
{
    private const string Json = """
        {"id":"chatcmpl-8f14e45fceea167a5a36dedd4bea2543","object":"chat.completion","created":1760000000,"model":"glm-5","choices":[{"index":0,"message":{"role":"assistant","content":"A reverse proxy accepts a request on behalf of a server, chooses which one is to answer, sends the request there and hands the answer back. Clients see one address; servers may come and go behind it. Because every request passes through it, it is also where access is checked, load is spread, failures are hidden and traffic is counted."},"logprobs":null,"finish_reason":"stop"}],"usage":{"prompt_tokens":214,"completion_tokens":71,"total_tokens":285}}
        """;

    private const string Chunk = """data: {"id":"chatcmpl-8f14e45fceea167a5a36dedd4bea2543","object":"chat.completion.chunk","created":1760000000,"model":"glm-5","choices":[""";

    public static readonly byte[] Unary = Answer("application/json", Json);

    /// <summary>For whoever scrapes a model's server.</summary>
    public static readonly byte[] Metrics = Answer("text/plain", "vllm:num_requests_running{} 0\nvllm:num_requests_waiting{} 0\n");

    public static readonly byte[] StreamHead =
        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream; charset=utf-8\r\nTransfer-Encoding: chunked\r\n\r\n"u8.ToArray();

    public static readonly byte[] Event = Framed(Chunk + """{"index":0,"delta":{"content":" token"},"logprobs":null,"finish_reason":null}]}""" + "\n\n");

    /// <summary>The last choice, the usage, the end of the stream and of the answer.</summary>
    public static readonly byte[] StreamEnd =
    [
        .. Framed(Chunk + """{"index":0,"delta":{},"logprobs":null,"finish_reason":"stop"}]}""" + "\n\n"),
        .. Framed(Chunk + """],"usage":{"prompt_tokens":214,"completion_tokens":30,"total_tokens":244}}""" + "\n\ndata: [DONE]\n\n"),
        .. "0\r\n\r\n"u8,
    ];

    private static byte[] Answer(string type, string body) => Encoding.ASCII.GetBytes(
        $"HTTP/1.1 200 OK\r\nContent-Type: {type}\r\nContent-Length: {body.Length}\r\n\r\n{body}");

    private static byte[] Framed(string text) => Encoding.ASCII.GetBytes($"{text.Length:x}\r\n{text}\r\n");
}
