namespace LlmRouting.DataPlane.Serving;

/// <summary>The time that open requests get once the host stops; those that outlast it are ended by us, in words, before the host cuts their connections.</summary>
public sealed class Drain : IDisposable
{
    /// <summary>What the host gives connections on top, for the last words to leave.</summary>
    public static readonly TimeSpan LastWords = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource over;
    private readonly CancellationTokenRegistration begins;

    /// <param name="stopping">Of the API's host.</param>
    /// <param name="wait">How long open requests may take to end.</param>
    public Drain(CancellationToken stopping, TimeSpan wait, TimeProvider time)
    {
        over = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        begins = stopping.Register(() => over.CancelAfter(wait));
    }

    /// <summary>Cancelled when the time is over.</summary>
    public CancellationToken Over => over.Token;

    public void Dispose()
    {
        begins.Dispose();
        over.Dispose();
    }
}
