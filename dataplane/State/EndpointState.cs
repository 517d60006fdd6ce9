using LlmRouting.Contract.Vllm;

namespace LlmRouting.DataPlane.State;

/// <summary>What this process knows of one server of a tier: own requests open to it, its last queue reading, and whether it has been failing.</summary>
/// <param name="baseUrl">Where /v1/… is appended, without a trailing slash.</param>
public sealed class EndpointState(string baseUrl, TimeProvider time)
{
    private static readonly TimeSpan ReadingHolds = TimeSpan.FromSeconds(15);

    private readonly long readingHolds = (long)(ReadingHolds.TotalSeconds * time.TimestampFrequency);
    private readonly Ejection ejection = new(time);
    private int inFlight;
    private Sample? sample;

    public string BaseUrl { get; } = baseUrl;

    /// <summary>The same in every replica; places the endpoint for prefix affinity.</summary>
    public ulong Hash { get; } = StableHash.Start.Add(baseUrl).Value;

    public int InFlight => Volatile.Read(ref inFlight);

    /// <summary>Timestamp of the last ejection.</summary>
    public long EjectedAt => ejection.At;

    /// <summary>The last queue reading, or null where there is none of the last 15 s.</summary>
    public QueueReading? Reading => Fresh(time.GetTimestamp())?.Reading;

    /// <summary>A request is sent to it. Every call is followed by one of <see cref="Leave"/>.</summary>
    public void Enter() => Interlocked.Increment(ref inFlight);

    public void Leave() => Interlocked.Decrement(ref inFlight);

    /// <summary>Own requests open now, and those of others as of the last reading.</summary>
    /// <param name="now">A timestamp of the clock given to the constructor.</param>
    public int Load(long now) => InFlight + (Fresh(now)?.Others ?? 0);

    public bool IsEjected(long now) => ejection.IsActive(now);

    /// <summary>Stores a queue reading; null makes it unknown.</summary>
    public void Report(QueueReading? reading) =>
        Volatile.Write(ref sample, reading is { } known ? new Sample(known, Math.Max(0, (known.Queued ?? 0) - InFlight), time.GetTimestamp()) : null);

    public void ReportSuccess() => ejection.Success();

    /// <summary>True when this failure ejected the endpoint: the third in a row, or any failure to connect.</summary>
    public bool ReportFailure(bool connecting) => ejection.Failure(connecting);

    public override string ToString() => BaseUrl;

    private Sample? Fresh(long now) => Volatile.Read(ref sample) is { } last && now - last.At <= readingHolds ? last : null;

    /// <param name="Others">Requests at the server that were not ours when it was read.</param>
    private sealed record Sample(QueueReading Reading, int Others, long At);
}
