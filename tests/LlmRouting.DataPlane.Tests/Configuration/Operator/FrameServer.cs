using System.Collections.Concurrent;
using System.IO.Compression;
using System.Security.Cryptography.X509Certificates;
using System.Threading.Channels;
using LlmRouting.Contract.Frames;
using LlmRouting.TestKit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace LlmRouting.DataPlane.Tests.Configuration.Operator;

/// <summary>An operator that a test scripts: real TLS and HTTP/2, and whatever no honest operator does.</summary>
internal sealed class FrameServer : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly Lock gate = new();
    private readonly List<Frame> held = [];
    private readonly List<Channel<byte[]?>> subscribers = [];
    private readonly CancellationTokenSource stopping = new();
    private string lineage = "a";
    private bool isStopped;

    private FrameServer(X509Certificate2 certificate, int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenLocalhost(port, listen =>
        {
            listen.Protocols = HttpProtocols.Http2;
            listen.UseHttps(certificate);
        }));
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MinResponseDataRate = null);
        app = builder.Build();
        app.MapGet("/v1/frames/{gateway}", (RequestDelegate)ServeAsync);
        app.MapPost("/v1/reports/{gateway}", (RequestDelegate)HearAsync);
    }

    public int Port { get; private init; }
    public Uri Address => new($"https://localhost:{Port}");
    public ConcurrentQueue<Report> Reports { get; } = [];
    public ConcurrentQueue<string> Tokens { get; } = [];
    public ConcurrentQueue<string> Asked { get; } = [];

    /// <summary>Answers in the server's stead; true: done. Asked for every subscription.</summary>
    public Func<HttpContext, Task<bool>> Instead { get; set; } = _ => Task.FromResult(false);

    /// <summary>Answers a report in the server's stead; true: done.</summary>
    public Func<HttpContext, bool> InsteadOfReports { get; set; } = _ => false;

    public bool AsksForAll { get; set; }

    public int Subscribers
    {
        get
        {
            lock (gate) return subscribers.Count;
        }
    }

    public static async Task<FrameServer> StartAsync(TestAuthority authority, string name = "localhost", int port = 0)
    {
        // Kestrel takes no free port for both families of localhost.
        if (port == 0) port = FreePort.Next();
        var server = new FrameServer(authority.Issue(name), port) { Port = port };
        await server.app.StartAsync();
        return server;
    }

    public void Publish(params IEnumerable<Frame> frames)
    {
        lock (gate)
        {
            foreach (var frame in frames)
            {
                held.RemoveAll(old => old.Slot == frame.Slot);
                held.Add(frame);
                Send(FrameCodec.Encode(frame));
            }
        }
    }

    /// <summary>To all that are connected, and remembered by nobody.</summary>
    public void Send(byte[] bytes)
    {
        lock (gate)
        {
            foreach (var subscriber in subscribers) subscriber.Writer.TryWrite(bytes);
        }
    }

    /// <summary>Everything known is of another store from now on.</summary>
    public void Restore(string other)
    {
        lock (gate)
        {
            lineage = other;
            held.Clear();
        }
    }

    /// <summary>Ends all connections.</summary>
    public void Cut()
    {
        lock (gate)
        {
            foreach (var subscriber in subscribers) subscriber.Writer.TryWrite(null);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (isStopped) return;
        isStopped = true;
        await stopping.CancelAsync();
        await app.StopAsync();
        await app.DisposeAsync();
        stopping.Dispose();
    }

    private async Task ServeAsync(HttpContext http)
    {
        Tokens.Enqueue(http.Request.Headers.Authorization.ToString());
        Asked.Enqueue(http.Request.Path + http.Request.QueryString.ToString() + " " + http.Request.Protocol + " " + http.Request.Headers.AcceptEncoding);
        if (await Instead(http)) return;
        http.Response.ContentType = FrameProtocol.FramesMediaType;
        http.Response.Headers.ContentEncoding = "gzip";
        await using var gzip = new GZipStream(http.Response.Body, CompressionLevel.Fastest, leaveOpen: true);
        var inbox = Channel.CreateUnbounded<byte[]?>();
        lock (gate)
        {
            inbox.Writer.TryWrite(FrameCodec.Encode(new HelloFrame { Gateway = (string)http.Request.RouteValues["gateway"]!, Operator = "operator-0", Lineage = lineage }));
            foreach (var frame in held) inbox.Writer.TryWrite(FrameCodec.Encode(frame));
            inbox.Writer.TryWrite(FrameCodec.Encode(new HeartbeatFrame()));
            subscribers.Add(inbox);
        }

        try
        {
            await SendAsync(http, gzip, inbox.Reader);
        }
        catch (OperationCanceledException)
        {
            http.Abort();
        }
        finally
        {
            lock (gate) subscribers.Remove(inbox);
        }
    }

    private async Task SendAsync(HttpContext http, Stream body, ChannelReader<byte[]?> inbox)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, stopping.Token);
        await foreach (var bytes in inbox.ReadAllAsync(either.Token))
        {
            if (bytes is null) return;
            await body.WriteAsync(bytes, either.Token);
            await body.FlushAsync(either.Token);
            await http.Response.Body.FlushAsync(either.Token);
        }
    }

    private async Task HearAsync(HttpContext http)
    {
        if (InsteadOfReports(http)) return;
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        Reports.Enqueue(ReportCodec.Decode(body.ToArray()));
        await http.Response.Body.WriteAsync(ReportCodec.Encode(new ReportAnswer(AsksForAll)));
    }
}
