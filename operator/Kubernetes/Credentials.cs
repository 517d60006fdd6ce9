namespace LlmRouting.Operator.Kubernetes;

/// <summary>What we show to the API server; asked for again when it has expired or was refused.</summary>
internal sealed class Credentials(Func<CancellationToken, Task<Credential>> obtain, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim one = new(1);
    private Credential? current;

    public static Credentials Of(KubernetesConnection connection, TimeProvider time) => connection.User.Exec is { } plugin
        ? new Credentials(new ExecRun(plugin, connection, time).ObtainAsync, time)
        : new Credentials(new StoredCredential(connection.User, time).ObtainAsync, time);

    public void Dispose() => one.Dispose();

    /// <exception cref="KubeconfigException">There is none.</exception>
    public async ValueTask<Credential> CurrentAsync(CancellationToken cancellation)
    {
        if (Volatile.Read(ref current) is { } known && !HasExpired(known)) return known;
        await one.WaitAsync(cancellation);
        try
        {
            if (current is null || HasExpired(current)) Volatile.Write(ref current, await obtain(cancellation));
            return current!;
        }
        finally
        {
            one.Release();
        }
    }

    /// <summary>After a 401: another credential, or null where there is no other.</summary>
    public async ValueTask<Credential?> RenewAsync(Credential refused, CancellationToken cancellation)
    {
        if (refused.Expires is null) return null;
        Interlocked.CompareExchange(ref current, null, refused);
        var renewed = await CurrentAsync(cancellation);
        return renewed.ShowsTheSameAs(refused) ? null : renewed;
    }

    private bool HasExpired(Credential credential) => credential.Expires <= time.GetUtcNow();
}
