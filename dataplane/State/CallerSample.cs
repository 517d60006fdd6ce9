using LlmRouting.Contract.Frames;

namespace LlmRouting.DataPlane.State;

/// <summary>The smallest hashes of callers seen so far, see <see cref="CallerSketch"/>; adds without garbage. Not thread-safe.</summary>
internal sealed class CallerSample
{
    private readonly uint[] smallest = new uint[CallerSketch.Size];
    private int count;

    public void Add(uint caller)
    {
        var at = smallest.AsSpan(0, count).BinarySearch(caller);
        if (at >= 0 || ~at == CallerSketch.Size) return;
        at = ~at;
        if (count < CallerSketch.Size) count++;
        smallest.AsSpan(at, count - at - 1).CopyTo(smallest.AsSpan(at + 1));
        smallest[at] = caller;
    }

    public uint[] ToArray() => smallest[..count];
}
