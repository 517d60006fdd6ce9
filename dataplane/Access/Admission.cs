using LlmRouting.DataPlane.Errors;

namespace LlmRouting.DataPlane.Access;

/// <summary>Bounds what requests may take of this process: each body, all bodies and whole answers in bytes held, and their number. Thread-safe.</summary>
/// <param name="maxBodyBytes">Of one body, bytes.</param>
/// <param name="maxInFlightBytes">Of all bodies and answers held at once, bytes.</param>
/// <param name="maxConcurrent">Requests admitted at once.</param>
public sealed class Admission(long maxBodyBytes = 10 << 20, long maxInFlightBytes = Admission.StandardInFlightBytes, int maxConcurrent = 20_000)
{
    public const long StandardInFlightBytes = 512 << 20;

    internal static readonly Refusal Overloaded =
        new(503, "api_error", "overloaded", "The gateway has too many requests open. Try again shortly.") { RetryAfter = TimeSpan.FromSeconds(1) };

    private readonly Refusal tooLarge = new(413, "invalid_request_error", "request_too_large", $"The request body is larger than {maxBodyBytes} bytes.");
    private long inFlightBytes;
    private int concurrent;

    /// <summary>Bytes held now.</summary>
    public long InFlightBytes => Interlocked.Read(ref inFlightBytes);

    /// <summary>Requests admitted now.</summary>
    public int Concurrent => Volatile.Read(ref concurrent);

    /// <summary>The largest body, bytes.</summary>
    public long MaxBodyBytes => maxBodyBytes;

    /// <summary>
    /// Null admits, and the ticket must be disposed; a refusal's ticket holds nothing. The declared length is judged but not yet taken: bytes count as they are held,
    /// or a few clients that declare much and send nothing would shut out everybody.
    /// </summary>
    public Refusal? TryAdmit(long? contentLength, out AdmissionTicket ticket)
    {
        ticket = AdmissionTicket.None;
        if (contentLength > maxBodyBytes) return tooLarge;
        if (InFlightBytes + (contentLength ?? 0) > maxInFlightBytes) return Overloaded;
        if (Interlocked.Increment(ref concurrent) > maxConcurrent)
        {
            Interlocked.Decrement(ref concurrent);
            return Overloaded;
        }
        ticket = new AdmissionTicket(this);
        return null;
    }

    internal Refusal? TryTake(long bytes)
    {
        if (Interlocked.Add(ref inFlightBytes, bytes) <= maxInFlightBytes) return null;
        Interlocked.Add(ref inFlightBytes, -bytes);
        return Overloaded;
    }

    internal Refusal TooLarge => tooLarge;

    internal void Release(long bytes)
    {
        Interlocked.Add(ref inFlightBytes, -bytes);
        Interlocked.Decrement(ref concurrent);
    }
}
