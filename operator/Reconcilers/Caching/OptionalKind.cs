using LlmRouting.Operator.Kubernetes;
using LlmRouting.Operator.Reconcilers.Applying;
using LlmRouting.Operator.Runtime.Caches;

namespace LlmRouting.Operator.Reconcilers.Caching;

/// <summary>A kind of somebody else's that a cluster may have, now or later.</summary>
public sealed class OptionalKind(ApiResource resource)
{
    private static readonly TimeSpan Look = TimeSpan.FromMinutes(1);
    private volatile bool installed;
    private volatile TaskCompletionSource lost = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ApiResource Resource => resource;

    public ObjectStore<ChildObject> Store { get; } = new();

    /// <summary>Whether objects of the kind can be made, and are known.</summary>
    public bool IsInstalled => installed;

    /// <summary>Raised when the kind was found.</summary>
    public event Action? Installed;

    /// <summary>Waits until the kind is served, then follows it until told to stop.</summary>
    internal async Task RunAsync(KubernetesClient client, TimeProvider time, Func<OptionalKind, IReadOnlyList<FollowedKind>> follow, CancellationToken stop)
    {
        Task? running = null;
        while (await FoundAsync(client, time, stop))
        {
            running ??= Task.WhenAll(follow(this).Select(kind => kind.RunAsync(stop)));
            await Store.Synced.WaitAsync(stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stop.IsCancellationRequested) break;
            lost = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            installed = true;
            Installed?.Invoke();
            await lost.Task.WaitAsync(stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            // Discovery may be the last to know.
            await Task.Delay(Look, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (running is not null) await running;
    }

    /// <summary>The API server says that it has no such kind any more; it is waited for again.</summary>
    public void Lose()
    {
        installed = false;
        lost.TrySetResult();
    }

    private async Task<bool> FoundAsync(KubernetesClient client, TimeProvider time, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                if (await client.ServesAsync(resource, stop)) return true;
            }
            catch (KubernetesException)
            {
                // The API server is away or says no: the next look may find more. What we need besides is followed elsewhere, and says why it cannot be.
            }
            catch (OperationCanceledException)
            {
                return false;
            }

            await Task.Delay(Look, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return false;
    }
}
