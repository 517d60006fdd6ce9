using LlmRouting.DataPlane.Errors;

namespace LlmRouting.DataPlane.Access;

/// <summary>A request's place, and the bytes held for its body and answer. Used by one request at a time; disposing twice does nothing.</summary>
public sealed class AdmissionTicket : IDisposable
{
    /// <summary>Whoever was refused; may hold nothing.</summary>
    internal static readonly AdmissionTicket None = new(new Admission(0, 0, 0)) { disposed = 1 };

    private readonly Admission admission;
    private long held;
    private int disposed;

    internal AdmissionTicket(Admission admission) => this.admission = admission;

    /// <summary>The largest body, bytes.</summary>
    public long MaxBodyBytes => admission.MaxBodyBytes;

    internal Refusal TooLarge => admission.TooLarge;

    /// <summary>Null when <paramref name="bytes"/> in all may be held from now on; fewer than before holds what was held.</summary>
    public Refusal? TryHold(long bytes)
    {
        var more = bytes - held;
        if (more <= 0) return null;
        var refusal = admission.TryTake(more);
        if (refusal is null) held = bytes;
        return refusal;
    }

    /// <summary>Null when so many bytes besides those already held may be held from now on.</summary>
    public Refusal? TryHoldMore(long bytes) => TryHold(held + bytes);

    public void Dispose()
    {
        if (Interlocked.Exchange(ref disposed, 1) == 0) admission.Release(held);
    }
}
