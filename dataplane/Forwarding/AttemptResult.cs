using LlmRouting.DataPlane.Accounting;

namespace LlmRouting.DataPlane.Forwarding;

public enum AttemptEnd
{
    /// <summary>The client has a whole answer: a 2xx, or the 4xx its own request deserves.</summary>
    Answered,

    /// <summary>The client has a part of a stream, an error event and a clean end.</summary>
    Broken,

    /// <summary>The client has nothing yet; another endpoint or tier may be asked.</summary>
    Failed,

    /// <summary>The client left; nobody's failure.</summary>
    ClientGone,
}

/// <summary>How one attempt ended and what it consumed.</summary>
public sealed record AttemptResult(AttemptEnd End, FailureKind Failure = FailureKind.None)
{
    /// <summary>Status the upstream answered with; 0 where it did not.</summary>
    public int UpstreamStatus { get; init; }

    public TimeSpan? RetryAfter { get; init; }
    public Usage Usage { get; init; }
    public string? FinishReason { get; init; }

    /// <summary>Why nothing was answered, in .NET's words, which name hosts and no content.</summary>
    public string? Cause { get; init; }

    /// <summary>When the first choice of a stream arrived, as a timestamp of the TimeProvider; 0: none.</summary>
    public long FirstTokenAt { get; init; }

    /// <summary>Body of a unary answer or whole text of a finished stream, kept only where the cache asked for it.</summary>
    public byte[]? Recorded { get; init; }

    /// <summary>Whether a failed attempt got so far that its prompt may have been computed: it began with a 2xx or was silent until its time was up.</summary>
    public bool MayHaveComputed => End == AttemptEnd.Failed && (UpstreamStatus is >= 200 and < 300 || Failure is FailureKind.FirstTokenTimeout or FailureKind.TotalTimeout);

    public static AttemptResult Gone { get; } = new(AttemptEnd.ClientGone);

    /// <summary>The client left after its prompt had been sent: that much was used, whoever reads the answer.</summary>
    public static AttemptResult GoneAfter(ForwardRequest request) => Gone.WithPromptOf(request);

    public AttemptResult WithPromptOf(ForwardRequest request) => this with { Usage = new Usage(request.Body.EstimatedPromptTokens, 0, Estimated: true) };

    public static AttemptResult Fail(FailureKind kind, int status = 0, TimeSpan? retryAfter = null) =>
        new(AttemptEnd.Failed, kind) { UpstreamStatus = status, RetryAfter = retryAfter };
}
