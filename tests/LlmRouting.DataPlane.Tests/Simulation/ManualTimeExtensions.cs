using LlmRouting.TestKit;

namespace LlmRouting.DataPlane.Tests.Simulation;

internal static class ManualTimeExtensions
{
    /// <summary>Moves the clock in small steps until the task is done; how long that took is a lower bound of what it waited for.</summary>
    public static async Task AdvanceUntilAsync(this ManualTime time, Task task)
    {
        while (!task.IsCompleted)
        {
            time.Advance(TimeSpan.FromMilliseconds(10));
            await Task.Yield();
        }

        await task;
    }
}
