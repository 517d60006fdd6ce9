using System.Text.Json;
using LlmRouting.Contract.Frames;

namespace LlmRouting.DataPlane.Configuration.Operator;

/// <summary>The last good frames on disk, one file a kind, readable by this user alone. Credentials go to a folder of their own or nowhere.</summary>
public sealed class FrameStore(string? stateFolder, string? secretsFolder, string gateway)
{
    // A process may be killed between two of them. The configuration names tiers, so their endpoints are there before it; the hello names the store that all orders count in.
    private static readonly FrameKind[] InOrder = [.. Enum.GetValues<FrameKind>().OrderBy(kind => kind switch { FrameKind.Hello => 2, FrameKind.Config => 1, _ => 0 })];

    private readonly string? folder = stateFolder is null ? null : Path.Combine(stateFolder, "frames", Uri.EscapeDataString(gateway));
    private FrameComposer saved = new(gateway);

    /// <summary>Writes what has changed since the last call.</summary>
    /// <exception cref="IOException">The disk does not take it; the next call tries again.</exception>
    public void Save(FrameComposer served)
    {
        if (ReferenceEquals(served, saved)) return;
        foreach (var kind in InOrder) SaveKind(kind, served);
        saved = served;
    }

    /// <summary>What was saved, and what of it could not be read.</summary>
    public FrameComposer Load(out IReadOnlyList<string> problems)
    {
        var faults = new List<string>();
        var composer = new FrameComposer(gateway);
        foreach (var kind in Enum.GetValues<FrameKind>())
        {
            foreach (var frame in Read(kind, faults)) composer = composer.Take(frame, out _);
        }

        problems = faults;
        saved = composer;
        return composer.Config is null ? composer : Missing(composer, isWhole: faults.Count == 0).Aggregate(composer, (all, frame) => all.Take(frame, out _));
    }

    /// <summary>What is in nobody's memory any more cannot be waited for: without the operator it does not come.</summary>
    /// <param name="isWhole">Every file could be read: a tier without endpoints had none when they were written.</param>
    private static IEnumerable<Frame> Missing(FrameComposer composer, bool isWhole)
    {
        if (composer.Credentials is null) yield return new CredentialsFrame();
        if (!isWhole) yield break;
        foreach (var tier in composer.Config!.Tiers.Where(tier => composer.Find(new FrameSlot(FrameKind.Endpoints, tier.Key)) is null))
            yield return new EndpointsFrame { Tier = tier.Key, BaseUrls = [] };
    }

    private void SaveKind(FrameKind kind, FrameComposer served)
    {
        if (FileOf(kind) is not { } file) return;
        var (now, before) = (Of(kind, served), Of(kind, saved));
        if (now.Count == before.Count && now.Zip(before).All(pair => ReferenceEquals(pair.First, pair.Second))) return;
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var draft = file + ".new";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var stream = new FileStream(draft, options))
        {
            foreach (var frame in now) stream.Write(FrameCodec.Encode(frame));
            stream.Flush(flushToDisk: true);
        }

        File.Move(draft, file, overwrite: true);
    }

    private IReadOnlyList<Frame> Read(FrameKind kind, List<string> faults)
    {
        if (FileOf(kind) is not { } file || !File.Exists(file)) return [];
        try
        {
            return [.. File.ReadLines(file).Select(line => FrameCodec.Decode(System.Text.Encoding.UTF8.GetBytes(line))).OfType<Frame>().Where(frame => frame.Slot.Kind == kind)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            faults.Add($"{file}: {e.Message}");
            return [];
        }
    }

    private string? FileOf(FrameKind kind) => kind switch
    {
        FrameKind.Heartbeat or FrameKind.Load or FrameKind.Replicas => null,
        FrameKind.Credentials => secretsFolder is null ? null : Path.Combine(secretsFolder, $"{Uri.EscapeDataString(gateway)}.credentials.ndjson"),
        _ => folder is null ? null : Path.Combine(folder, kind.ToString().ToLowerInvariant() + ".ndjson"),
    };

    private static IReadOnlyList<Frame> Of(FrameKind kind, FrameComposer composer) =>
        kind == FrameKind.Hello ? [.. new[] { composer.Hello }.OfType<Frame>()] : [.. composer.Frames.Where(frame => frame.Slot.Kind == kind)];
}
