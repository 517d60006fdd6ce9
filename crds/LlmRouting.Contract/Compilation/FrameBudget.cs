using LlmRouting.Contract.Frames;

namespace LlmRouting.Contract.Compilation;

/// <summary>
/// Which parts of a frame, or of whatever else has room for so many bytes, fit where all namespaces of a gateway share it. Each namespace is sure of its share: what those take that want less is divided among
/// the others. What is left then goes to the oldest parts that did not fit.
/// </summary>
public static class FrameBudget
{
    /// <summary>The rest is for what stands around the parts.</summary>
    public const int FrameBytes = FrameProtocol.MaxFrameBytes - (1 << 20);

    /// <summary>What does not fit; none where everything does.</summary>
    public static IReadOnlyList<T> Excess<T>(IReadOnlyList<(string Namespace, long Bytes, T Part)> oldestFirst, long room = FrameBytes)
    {
        var share = Share([.. oldestFirst.GroupBy(part => part.Namespace, part => part.Bytes).Select(of => of.Sum()).Order()], room);
        var taken = new Dictionary<string, long>(StringComparer.Ordinal);
        var late = new List<(string Namespace, long Bytes, T Part)>();
        foreach (var part in oldestFirst)
        {
            var sum = taken.GetValueOrDefault(part.Namespace) + part.Bytes;
            if (sum > share) late.Add(part);
            else taken[part.Namespace] = sum;
        }

        var left = room - taken.Values.Sum();
        var excess = new List<T>();
        foreach (var part in late)
        {
            if (part.Bytes > left) excess.Add(part.Part);
            else left -= part.Bytes;
        }

        return excess;
    }

    /// <param name="wishes">Of every namespace, the smallest first.</param>
    private static long Share(IReadOnlyList<long> wishes, long left)
    {
        for (var i = 0; i < wishes.Count; left -= wishes[i++])
        {
            var share = left / (wishes.Count - i);
            if (wishes[i] > share) return share;
        }

        return long.MaxValue;
    }
}
