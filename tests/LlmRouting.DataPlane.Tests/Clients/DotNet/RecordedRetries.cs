using System.ClientModel.Primitives;

namespace LlmRouting.DataPlane.Tests.Clients.DotNet;

/// <summary>The SDK's own retry policy, without the waits.</summary>
internal sealed class RecordedRetries(int most) : ClientRetryPolicy(most)
{
    /// <summary>How long it would have waited before each retry.</summary>
    public List<TimeSpan> Waits { get; } = [];

    protected override Task WaitAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        Waits.Add(time);
        return Task.CompletedTask;
    }
}
