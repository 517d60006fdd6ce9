using FsCheck;
using FsCheck.Fluent;
using LlmRouting.Contract.Compilation;
using LlmRouting.Contract.Frames;
using LlmRouting.Contract.Snapshot;

namespace LlmRouting.Contract.Tests.Frames;

/// <summary>Cut, encoded, decoded and composed again, a snapshot is what it was.</summary>
public sealed class FrameProperties
{
    // Rising; a later leader may have seen less than the one before it.
    private static readonly FrameOrder[] Orders = [new(0, 5), new(0, 9), new(1, 2), new(1, 7)];

    [Fact]
    public void A_snapshot_survives_the_wire_whatever_the_interleaving() => Check.QuickThrowOnFailure(Prop.ForAll<int>(seed =>
    {
        var random = new Random(seed);
        var snapshot = RandomSnapshots.Next(random);
        var frames = Wire(FrameCutter.Cut(snapshot, _ => new FrameOrder(1, 1)));
        random.Shuffle(frames);
        AssertSame(snapshot, Compose(frames).Compose());
    }));

    [Fact]
    public void Stale_and_repeated_frames_never_win() => Check.QuickThrowOnFailure(Prop.ForAll<int>(seed =>
    {
        var random = new Random(seed);
        var versions = Enumerable.Range(1, 4).Select(_ => RandomSnapshots.Next(random)).ToArray();
        var frames = Wire(versions.SelectMany((version, i) => FrameCutter.Cut(version, _ => Orders[i])));
        frames = [.. frames, .. frames];
        random.Shuffle(frames);
        AssertSame(versions[^1], Compose(frames).ComposeHeld());
    }));

    [Fact]
    public void Nothing_is_composed_while_any_slot_is_missing() => Check.QuickThrowOnFailure(Prop.ForAll<int>(seed =>
    {
        var random = new Random(seed);
        var frames = Wire(FrameCutter.Cut(RandomSnapshots.Next(random), _ => new FrameOrder(1, 1)));
        var missing = random.Next(frames.Length);
        Assert.Null(Compose([.. frames.Where((_, i) => i != missing)]).Compose());
    }));

    [Fact]
    public void Equal_snapshots_are_equal_bytes() => Check.QuickThrowOnFailure(Prop.ForAll<int>(seed =>
    {
        var (one, other) = (RandomSnapshots.Next(new Random(seed)), RandomSnapshots.Next(new Random(seed)));
        Assert.Equal(Lines(one), Lines(other));
    }));

    private static IEnumerable<byte[]> Lines(RoutingSnapshot snapshot) => FrameCutter.Cut(snapshot, _ => new FrameOrder(1, 1)).Select(FrameCodec.Encode);

    private static Frame[] Wire(IEnumerable<Frame> frames) => [.. frames.Select(frame =>
    {
        var line = FrameCodec.Encode(frame);
        Assert.Equal(line.Length - 1, Array.IndexOf(line, (byte)'\n'));
        return FrameCodec.Decode(line)!;
    })];

    private static FrameComposer Compose(IEnumerable<Frame> frames) => frames.Aggregate(new FrameComposer("default"), (composer, frame) => composer.Take(frame, out _));

    private static void AssertSame(RoutingSnapshot expected, RoutingSnapshot? actual)
    {
        Assert.Equal(CanonicalJson.Write(expected), CanonicalJson.Write(actual!));
        Assert.Equal(expected.Credentials.Select(c => (c.Tier, c.ApiKey, string.Join(' ', c.Hosts))), actual!.Credentials.Select(c => (c.Tier, c.ApiKey, string.Join(' ', c.Hosts))));
    }
}
