namespace LlmRouting.Operator.Kubernetes;

/// <summary>The body of an open watch.</summary>
internal sealed class WatchStream(HttpResponseMessage answer, string what) : IDisposable
{
    public Task<Stream> BodyAsync(CancellationToken cancellation) => answer.Content.ReadAsStreamAsync(cancellation);

    /// <summary>A broken connection becomes a <see cref="KubernetesException"/>.</summary>
    public async Task<T> GuardAsync<T>(ValueTask<T> read)
    {
        try
        {
            return await read;
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            throw Unreachable.Of(what, e);
        }
    }

    public void Dispose() => answer.Dispose();
}
