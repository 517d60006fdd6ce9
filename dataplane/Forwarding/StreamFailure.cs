using System.Text;
using LlmRouting.DataPlane.Parsing;

namespace LlmRouting.DataPlane.Forwarding;

/// <summary>The error event that ends a stream whose upstream failed, or whose router was stopped, after the first byte. OpenAI's clients raise it as an APIError.</summary>
public static class StreamFailure
{
    private static readonly Dictionary<FailureKind, byte[]> Plain = Enum.GetValues<FailureKind>().ToDictionary(kind => kind, kind => Text($"data: {{{Error(kind)}}}\n\n"));

    // Clients of the Responses API tell events by their type, and .NET's shows one without a type to nobody.
    private static readonly Dictionary<FailureKind, byte[]> Typed = Enum.GetValues<FailureKind>().ToDictionary(
        kind => kind, kind => Text($"event: error\ndata: {{\"type\":\"error\",{Fields(kind)},{Error(kind)}}}\n\n"));

    public static ReadOnlySpan<byte> Event(FailureKind kind, Dialect dialect) => (dialect == Dialect.Responses ? Typed : Plain)[kind];

    private static string Error(FailureKind kind) => $"\"error\":{{\"type\":\"api_error\",{Fields(kind)}}}";

    private static string Fields(FailureKind kind) =>
        $"""
        "message":"{Why(kind)}; what was sent is incomplete.","param":null,"code":"{Code(kind)}"
        """;

    private static string Why(FailureKind kind) => kind == FailureKind.Stopping
        ? "The router was stopped in the middle of the answer" : $"The model's server failed in the middle of the answer ({kind.Label().Replace('_', ' ')})";

    private static string Code(FailureKind kind) => kind == FailureKind.Stopping ? "router_stopping" : "upstream_" + kind.Label();

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);
}
