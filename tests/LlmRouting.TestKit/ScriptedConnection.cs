using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace LlmRouting.TestKit;

/// <summary>One accepted connection of a <see cref="ScriptedUpstream"/>, byte by byte.</summary>
/// <param name="number">1 for the first connection.</param>
public sealed class ScriptedConnection(Socket socket, int number)
{
    private readonly byte[] buffer = new byte[64 * 1024];
    private string unread = "";

    /// <summary>1 for the first connection of the upstream.</summary>
    public int Number => number;

    /// <summary>Head and body of the next request; null once the other side has closed. Latin-1, so that every byte is a character.</summary>
    public async Task<string?> ReadRequestAsync(CancellationToken cancellation = default)
    {
        while (Length(unread) is not { } length || unread.Length < length)
        {
            var read = await socket.ReceiveAsync(buffer, cancellation);
            if (read == 0) return null;
            unread += Encoding.Latin1.GetString(buffer, 0, read);
        }

        var request = unread[..Length(unread)!.Value];
        unread = unread[request.Length..];
        return request;
    }

    public Task SendAsync(string text) => SendAsync(Encoding.UTF8.GetBytes(text));

    public async Task SendAsync(ReadOnlyMemory<byte> bytes)
    {
        while (bytes.Length > 0) bytes = bytes[await socket.SendAsync(bytes)..];
    }

    /// <summary>One piece of a chunked body; an empty one ends the body.</summary>
    public async Task SendChunkAsync(ReadOnlyMemory<byte> bytes)
    {
        await SendAsync(bytes.Length.ToString("x", CultureInfo.InvariantCulture) + "\r\n");
        await SendAsync(bytes);
        await SendAsync("\r\n");
    }

    public Task SendChunkAsync(string text) => SendChunkAsync(Encoding.UTF8.GetBytes(text));

    /// <summary>Head of a stream whose body follows in chunks.</summary>
    public Task SendStreamHeadAsync() => SendAsync("HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n");

    public Task SendJsonAsync(string json, string status = "200 OK", string more = "") =>
        SendAsync($"HTTP/1.1 {status}\r\ncontent-type: application/json\r\n{more}content-length: {Encoding.UTF8.GetByteCount(json)}\r\n\r\n{json}");

    /// <summary>RST.</summary>
    public void Reset()
    {
        socket.LingerState = new LingerOption(enable: true, seconds: 0);
        socket.Close();
    }

    /// <summary>FIN.</summary>
    public void Close() => socket.Close();

    /// <summary>Returns once the other side has closed its end.</summary>
    public async Task UntilClosedAsync()
    {
        while (await ReadRequestAsync() is not null) { }
    }

    private static int? Length(string text)
    {
        var head = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (head < 0) return null;
        var line = Array.Find(text[..head].Split("\r\n"), l => l.StartsWith("content-length:", StringComparison.OrdinalIgnoreCase));
        return head + 4 + (line is null ? 0 : int.Parse(line["content-length:".Length..], CultureInfo.InvariantCulture));
    }
}
