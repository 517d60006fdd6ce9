namespace LlmRouting.Contract.Frames;

/// <summary>
/// Which callers were seen, as the <see cref="Size"/> smallest hashes of their ids: whoever counted, in whatever order and however often, the sketches merge
/// to the same one. Fewer than <see cref="Size"/> callers are counted exactly; a full sketch means so many or more.
/// </summary>
public readonly struct CallerSketch : IEquatable<CallerSketch>
{
    /// <summary>Hashes kept. Rules may ask for so many distinct callers at most; minCallers is 3 by default.</summary>
    public const int Size = 8;

    private readonly uint[]? hashes;

    /// <param name="hashes">Of callers, in any order.</param>
    public CallerSketch(IEnumerable<uint> hashes) => this.hashes = [.. hashes.Distinct().Order().Take(Size)];

    /// <summary>Distinct callers, 0 to <see cref="Size"/>.</summary>
    public int Count => hashes?.Length ?? 0;

    /// <summary>Sorted.</summary>
    public IReadOnlyList<uint> Hashes => hashes ?? [];

    public static CallerSketch operator +(CallerSketch left, CallerSketch right) =>
        left.Count == 0 ? right : right.Count == 0 || left.Equals(right) ? left : new CallerSketch(left.Hashes.Concat(right.Hashes));

    public static bool operator ==(CallerSketch left, CallerSketch right) => left.Equals(right);

    public static bool operator !=(CallerSketch left, CallerSketch right) => !left.Equals(right);

    public bool Equals(CallerSketch other) => Hashes.SequenceEqual(other.Hashes);

    public override bool Equals(object? other) => other is CallerSketch sketch && Equals(sketch);

    public override int GetHashCode() => Count == 0 ? 0 : HashCode.Combine(Count, hashes![0]);
}
