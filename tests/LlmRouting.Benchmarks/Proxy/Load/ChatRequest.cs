using System.Text;
using LlmRouting.Benchmarks.Proxy.Participants;

namespace LlmRouting.Benchmarks.Proxy.Load;

/// <summary>A chat request as the official clients send it.</summary>
public sealed class ChatRequest
{
    // A little over 1,000 characters, and no keyword in it: the classifier has to look at all of it.
    private const string Prompt = """
        We run a small shop for used bicycles and keep a list of every bicycle that came in during the last year. For each of them we noted the day it came in, the day it was sold, what we paid for it, what we sold it for, and how many hours somebody spent on it in the workshop. Please write a summary for the owners. Say first which kinds of bicycles were sold within two weeks, and which of them stood in the shop for more than three months. Then say which kinds brought the most money for each hour in the workshop. Leave out every kind of which we had fewer than five. Where two kinds are close to each other, say so instead of naming a winner. Close with two or three things we should try next year, each in one sentence, and name the numbers it rests on. The owners read this on a Sunday morning with a coffee, so please keep it friendly and short, use no tables, and round all amounts to whole euros. If something in the list looks like a mistake, do not correct it silently but mention it at the end.
        """;

    public const string Path = "/v1/chat/completions";

    private ChatRequest(Participant to, string accept, string more)
    {
        Body = $$"""{"model":"auto","messages":[{"role":"system","content":"You are a helpful assistant."},{"role":"user","content":"{{Prompt}}"}]{{more}}}""";
        string[] head =
        [
            $"POST {Path} HTTP/1.1", $"Host: 127.0.0.1:{to.Port}", $"Accept: {accept}", "Content-Type: application/json",
            "User-Agent: benchmark/1.0", .. to.Headers, $"Content-Length: {Body.Length}", "", "",
        ];
        Bytes = Encoding.ASCII.GetBytes(string.Join("\r\n", head) + Body);
    }

    /// <summary>The whole request as HTTP/1.1 has it.</summary>
    public byte[] Bytes { get; }

    public string Body { get; }

    public static ChatRequest Unary(Participant to) => new(to, "application/json", "");

    /// <param name="events">Events before the last.</param>
    /// <param name="interval">Between them.</param>
    public static ChatRequest Stream(Participant to, int events, TimeSpan interval) => new(
        to, "text/event-stream", $$"""
        ,"stream":true,"max_tokens":{{events}},"seed":{{(int)interval.TotalMilliseconds}}
        """);
}
