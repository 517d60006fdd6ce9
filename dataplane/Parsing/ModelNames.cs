using System.Text;

namespace LlmRouting.DataPlane.Parsing;

/// <summary>Strings of model names seen before, found by their bytes so that a repeated name costs no allocation. Bounded: a newcomer takes the slot of whoever had it.</summary>
internal sealed class ModelNames(int slots = 256)
{
    private readonly Entry?[] entries = new Entry?[slots];

    public static ModelNames Shared { get; } = new();

    public string? Find(ReadOnlySpan<byte> utf8)
    {
        var entry = Volatile.Read(ref entries[Slot(utf8)]);
        return entry is not null && utf8.SequenceEqual(entry.Utf8) ? entry.Name : null;
    }

    public string Add(ReadOnlySpan<byte> utf8)
    {
        var entry = new Entry(utf8.ToArray(), Encoding.UTF8.GetString(utf8));
        Volatile.Write(ref entries[Slot(utf8)], entry);
        return entry.Name;
    }

    private int Slot(ReadOnlySpan<byte> utf8) => (int)(XxHash64.Hash(utf8) % (ulong)entries.Length);

    private sealed record Entry(byte[] Utf8, string Name);
}
