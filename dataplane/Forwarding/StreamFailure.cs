using System.Text;

namespace LlmRouting.DataPlane.Forwarding;

/// <summary>The OpenAI-shaped error event that ends a stream whose upstream failed after the first byte. OpenAI's clients raise it as an APIError.</summary>
public static class StreamFailure
{
    private static readonly Dictionary<FailureKind, byte[]> Events = Enum.GetValues<FailureKind>().ToDictionary(kind => kind, Text);

    public static ReadOnlySpan<byte> Event(FailureKind kind) => Events[kind];

    private static byte[] Text(FailureKind kind) => Encoding.UTF8.GetBytes(
        $$$"""data: {"error":{"message":"The model's server failed in the middle of the answer ({{{kind.Label().Replace('_', ' ')}}}); what was sent is incomplete.","type":"api_error","param":null,"code":"upstream_{{{kind.Label()}}}"}}""" + "\n\n");
}
