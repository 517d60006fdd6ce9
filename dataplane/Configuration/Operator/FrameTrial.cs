using LlmRouting.Contract.Frames;

namespace LlmRouting.DataPlane.Configuration.Operator;

/// <summary>Adds frames to what is served, and leaves out those it cannot be built with.</summary>
/// <param name="build">Null while slots are missing.</param>
public sealed class FrameTrial(Func<FrameComposer, Task<BuiltFrames?>> build)
{
    public async Task<TrialResult> AddAsync(FrameComposer served, IReadOnlyList<Frame> frames)
    {
        var problems = frames.SelectMany(FrameCheck.Problems).ToArray();
        if (problems.Length == 0)
        {
            try
            {
                var composed = frames.Aggregate(served, (composer, frame) => composer.Take(frame, out _));
                return new TrialResult(composed, await build(composed), []);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                problems = [$"{e.GetType().Name}: {e.Message}"];
            }
        }

        return frames.Count switch
        {
            0 => throw new InvalidOperationException("what is served can be built no longer: " + string.Join(' ', problems)),
            1 => new TrialResult(served, null, [Refusal(frames[0], problems)]),
            _ => await HalvesAsync(served, frames),
        };
    }

    private async Task<TrialResult> HalvesAsync(FrameComposer served, IReadOnlyList<Frame> frames)
    {
        var first = await AddAsync(served, [.. frames.Take(frames.Count / 2)]);
        var second = await AddAsync(first.Composed, [.. frames.Skip(frames.Count / 2)]);
        return second with { Built = second.Built ?? first.Built, Refused = [.. first.Refused, .. second.Refused] };
    }

    private static RefusedFrame Refusal(Frame frame, string[] problems) =>
        new(frame, new FrameRefusal(frame.Slot.Kind, frame.Slot.Tier, frame.Order, problems));
}
