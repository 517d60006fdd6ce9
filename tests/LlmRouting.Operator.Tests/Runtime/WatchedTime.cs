using System.Collections.Concurrent;
using System.Threading.Channels;
using LlmRouting.TestKit;

namespace LlmRouting.Operator.Tests.Runtime;

/// <summary>A manual clock that tells when somebody sets a timer, so that a test advances it neither too early nor by sleeping.</summary>
internal sealed class WatchedTime : TimeProvider
{
    private readonly ManualTime manual = new();
    private readonly ConcurrentDictionary<Timer, byte> alive = [];
    private readonly Channel<TimeSpan> timers = Channel.CreateUnbounded<TimeSpan>();

    public override long TimestampFrequency => manual.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => manual.GetUtcNow();

    public override long GetTimestamp() => manual.GetTimestamp();

    public void Advance(TimeSpan by) => manual.Advance(by);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, manual.CreateTimer(callback, state, dueTime, period)) { Due = dueTime };
        alive.TryAdd(timer, 0);
        timers.Writer.TryWrite(dueTime);
        return timer;
    }

    /// <summary>Whether somebody keeps a timer of this length.</summary>
    public bool IsSet(double seconds) => alive.Keys.Any(t => t.Due.TotalSeconds.Equals(seconds));

    /// <summary>Waits until somebody sets, or has set since the last call, a timer of this length.</summary>
    public async Task<TimeSpan> SetAsync(double fromSeconds, double toSeconds)
    {
        while (true)
        {
            var due = await timers.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20));
            if (due.TotalSeconds >= fromSeconds && due.TotalSeconds <= toSeconds) return due;
        }
    }

    private sealed class Timer(WatchedTime time, ITimer inner) : ITimer
    {
        public TimeSpan Due { get; set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Due = dueTime;
            var changed = inner.Change(dueTime, period);
            time.timers.Writer.TryWrite(dueTime);
            return changed;
        }

        public void Dispose()
        {
            inner.Dispose();
            time.alive.TryRemove(this, out _);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
