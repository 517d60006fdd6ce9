using LlmRouting.Operator.Kubernetes;
using LlmRouting.Operator.Runtime;

namespace LlmRouting.Operator.Hosting;

/// <summary>What an operator cannot begin without, tried until it succeeds. Why it has not is said in the log, once a reason, and to whoever asks.</summary>
/// <param name="what">For people: what is done, e.g. <c>the serving certificate</c>.</param>
/// <param name="isFinal">Failures that end the program instead.</param>
internal sealed class StartupStep(string what, Func<CancellationToken, Task> work, Func<KubernetesException, bool> isFinal, TimeProvider time, Random chance, ILogger logger)
{
    private static readonly Backoff Waits = new(TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(5));

    private readonly TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile string? fault;

    public Task Done => done.Task;

    /// <summary>Why it is not done yet; null where it is, or was not tried.</summary>
    public string? Fault => done.Task.IsCompleted ? null : fault;

    public async Task RunAsync(CancellationToken cancellation)
    {
        for (var failures = 1; !await TryAsync(cancellation); failures++) await Task.Delay(Waits.Delay(failures, chance), time, cancellation);
        done.TrySetResult();
    }

    private async Task<bool> TryAsync(CancellationToken cancellation)
    {
        try
        {
            await work(cancellation);
            return true;
        }
        catch (KubernetesException e) when (!isFinal(e))
        {
            if (fault != e.Message) logger.StartupWaits(what, e.Message);
            fault = e.Message;
            return false;
        }
    }
}
