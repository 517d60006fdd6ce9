using System.Buffers;
using System.Text;

namespace LlmRouting.DataPlane.Simulation.Wire;

/// <summary>Events written but not yet sent; reused through a whole answer.</summary>
internal sealed class EventBuffer(int capacity)
{
    private readonly ArrayBufferWriter<byte> bytes = new(capacity);
    private readonly List<int> ends = [];

    public ReadOnlyMemory<byte> All => bytes.WrittenMemory;

    public int Count => ends.Count;

    public ReadOnlyMemory<byte> this[int index] => bytes.WrittenMemory[(index == 0 ? 0 : ends[index - 1])..ends[index]];

    public EventBuffer Add(ReadOnlySpan<byte> utf8)
    {
        bytes.Write(utf8);
        return this;
    }

    public EventBuffer Add(string text)
    {
        Encoding.UTF8.GetBytes(text, bytes);
        return this;
    }

    public EventBuffer Add(long number)
    {
        number.TryFormat(bytes.GetSpan(20), out var written);
        bytes.Advance(written);
        return this;
    }

    public void EndEvent() => ends.Add(bytes.WrittenCount);

    public void Clear()
    {
        bytes.ResetWrittenCount();
        ends.Clear();
    }
}
