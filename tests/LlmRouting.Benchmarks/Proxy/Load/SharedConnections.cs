using System.Net;
using LlmRouting.Benchmarks.Proxy.Participants;

namespace LlmRouting.Benchmarks.Proxy.Load;

/// <summary>Streams share HTTP/2 connections, so that a proxy holds one socket a stream and not two.</summary>
public sealed class SharedConnections : IStreamClient, IDisposable
{
    private readonly HttpMessageInvoker http = new(new SocketsHttpHandler { EnableMultipleHttp2Connections = true });

    public async Task<bool> AskAsync(Participant target, ChatRequest request, Action asking, Action<ReadOnlyMemory<byte>> onBytes)
    {
        using var message = Message(target, request);
        asking();
        using var response = await http.SendAsync(message, CancellationToken.None);
        if (!response.IsSuccessStatusCode) return false;
        await using var body = await response.Content.ReadAsStreamAsync();
        var buffer = new byte[4096];
        var isWhole = false;
        while (await body.ReadAsync(buffer) is var read and > 0)
        {
            onBytes(buffer.AsMemory(0, read));
            isWhole = buffer.AsSpan(0, read).IndexOf("[DONE]"u8) >= 0;
        }

        return isWhole;
    }

    public void Dispose() => http.Dispose();

    private static HttpRequestMessage Message(Participant target, ChatRequest request)
    {
        var message = new HttpRequestMessage(HttpMethod.Post, $"http://127.0.0.1:{target.Port}{ChatRequest.Path}")
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new StringContent(request.Body, null, "application/json"),
        };
        foreach (var header in target.Headers) message.Headers.TryAddWithoutValidation(header.Split(':')[0], header.Split(':')[1].Trim());
        return message;
    }
}
