using System.Collections.Concurrent;
using System.Net;

namespace LlmRouting.DataPlane.Tests.Configuration.Operator;

/// <summary>Servers of vLLM as far as /v1/models goes: what one answers is set, and one that is set to nothing never answers.</summary>
internal sealed class ScriptedServers : HttpMessageHandler
{
    private readonly ConcurrentDictionary<string, Func<HttpResponseMessage>?> answers = new();
    private int asked;

    /// <summary>Questions that have come in.</summary>
    public int Asked => Volatile.Read(ref asked);

    public void Lists(string url, string model) => answers[url] = () => new HttpResponseMessage { Content = new StringContent($$"""{"data":[{"id":"{{model}}"}]}""") };

    public void Answers(string url, HttpStatusCode status) => answers[url] = () => new HttpResponseMessage(status);

    public void Refuses(string url) => answers[url] = () => throw new HttpRequestException("refused");

    public void Hangs(string url) => answers[url] = null;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        Interlocked.Increment(ref asked);
        if (answers[request.RequestUri!.GetLeftPart(UriPartial.Authority)] is { } answer) return answer();
        var never = new TaskCompletionSource<HttpResponseMessage>();
        return await never.Task.WaitAsync(cancellation);
    }
}
