using System.Threading.Channels;
using LlmRouting.Operator.Kubernetes;
using LlmRouting.TestKit;

namespace LlmRouting.Operator.Tests.Runtime;

/// <summary>An API server whose every answer the test gives by hand, over real HTTP.</summary>
internal sealed class ScriptedApi : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly Channel<ScriptedRequest> requests = Channel.CreateUnbounded<ScriptedRequest>();
    private readonly ScriptedUpstream server;

    public ScriptedApi() => server = new ScriptedUpstream(ServeAsync);

    public Uri Server => new($"http://127.0.0.1:{server.Port}");

    public KubernetesClient Client(TimeProvider time) =>
        KubernetesClient.Create(new KubernetesConnection { Server = Server }, time, new Random(1));

    /// <summary>The next request, which must be this one.</summary>
    /// <param name="head">Beginning of the request line, e.g. <c>GET /api/v1/pods?watch=true</c>.</param>
    public async Task<ScriptedRequest> NextAsync(string head)
    {
        var request = await requests.Reader.ReadAsync().AsTask().WaitAsync(Patience);
        Assert.StartsWith(head, request.Line, StringComparison.Ordinal);
        return request;
    }

    /// <summary>Requests that nobody has taken yet.</summary>
    public int Untaken => requests.Reader.Count;

    public ValueTask DisposeAsync() => server.DisposeAsync();

    /// <summary>Waits for something that has no event of its own.</summary>
    public static async Task Until(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!condition())
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private async Task ServeAsync(ScriptedConnection connection)
    {
        while (await connection.ReadRequestAsync() is { } text)
        {
            var request = new ScriptedRequest(connection, text);
            requests.Writer.TryWrite(request);
            await request.Done;
        }
    }
}
