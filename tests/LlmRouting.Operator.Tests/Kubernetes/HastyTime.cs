using System.Collections.Concurrent;

namespace LlmRouting.Operator.Tests.Kubernetes;

/// <summary>Waits of up to <paramref name="most"/> are over at once and are remembered; longer ones never end.</summary>
internal sealed class HastyTime(TimeSpan most) : TimeProvider
{
    private readonly ConcurrentQueue<TimeSpan> waits = new();

    public HastyTime() : this(TimeSpan.FromSeconds(40)) { }

    public IReadOnlyList<TimeSpan> Waits => [.. waits];

    public override DateTimeOffset GetUtcNow() => new(2026, 11, 20, 15, 0, 0, TimeSpan.Zero);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime <= most && dueTime >= TimeSpan.Zero)
        {
            waits.Enqueue(dueTime);
            ThreadPool.QueueUserWorkItem(_ => callback(state));
        }

        return new Never();
    }

    private sealed class Never : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose() { }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
