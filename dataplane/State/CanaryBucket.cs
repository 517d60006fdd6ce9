namespace LlmRouting.DataPlane.State;

/// <summary>Ten seconds of one side, and how much of them the operator has been told. Not thread-safe.</summary>
internal sealed class CanaryBucket(long number)
{
    private long requestsSaid;
    private long failuresSaid;

    /// <summary>Tens of seconds since the process began.</summary>
    public long Number => number;

    public long Requests { get; private set; }
    public long Failures { get; private set; }
    public CallerSample Callers { get; } = new();
    public CallerSample FailedCallers { get; } = new();

    public bool IsSaid => requestsSaid == Requests;
    public bool HasNewFailures => failuresSaid < Failures;

    public void Count(bool failed, uint caller)
    {
        Requests++;
        Callers.Add(caller);
        if (!failed) return;
        Failures++;
        FailedCallers.Add(caller);
    }

    public void Said(long requests, long failures) => (requestsSaid, failuresSaid) = (Math.Max(requestsSaid, requests), Math.Max(failuresSaid, failures));

    public void SayAgain() => (requestsSaid, failuresSaid) = (0, 0);
}
