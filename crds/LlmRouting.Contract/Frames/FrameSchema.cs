namespace LlmRouting.Contract.Frames;

/// <summary>Versions of the wire form. An operator writes its last two, so that it and the data planes may be upgraded in either order.</summary>
public static class FrameSchema
{
    public const int Newest = 1;

    /// <summary>Newest first; what a data plane asks for.</summary>
    public static IReadOnlyList<int> Readable { get; } = [Newest];

    /// <summary>Newest first; at most two.</summary>
    public static IReadOnlyList<int> Writable { get; } = [Newest];

    /// <summary>The newest version both sides know; null where there is none.</summary>
    public static int? Negotiate(IEnumerable<int> readable) => Negotiate(readable, Writable);

    public static int? Negotiate(IEnumerable<int> readable, IEnumerable<int> writable) => readable.Intersect(writable).Select(version => (int?)version).Max();
}
