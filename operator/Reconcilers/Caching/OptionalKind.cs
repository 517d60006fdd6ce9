using LlmRouting.Operator.Kubernetes;
using LlmRouting.Operator.Reconcilers.Applying;
using LlmRouting.Operator.Runtime.Caches;

namespace LlmRouting.Operator.Reconcilers.Caching;

/// <summary>A kind of somebody else's that a cluster may have, now or later.</summary>
public sealed class OptionalKind(ApiResource resource)
{
    private static readonly TimeSpan Look = TimeSpan.FromMinutes(1);
    private volatile bool installed;

    public ApiResource Resource => resource;

    public ObjectStore<ChildObject> Store { get; } = new();

    /// <summary>Whether objects of the kind can be made, and are known.</summary>
    public bool IsInstalled => installed;

    /// <summary>Raised when the kind was found.</summary>
    public event Action? Installed;

    /// <summary>Waits until the kind is served, then follows it until told to stop.</summary>
    internal async Task RunAsync(KubernetesClient client, TimeProvider time, Func<OptionalKind, IReadOnlyList<FollowedKind>> follow, CancellationToken stop)
    {
        if (!await FoundAsync(client, time, stop)) return;
        var running = Task.WhenAll(follow(this).Select(kind => kind.RunAsync(stop)));
        await Store.Synced.WaitAsync(stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        installed = Store.Synced.IsCompletedSuccessfully;
        if (installed) Installed?.Invoke();
        await running;
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
