using System.Text.Json;
using LlmRouting.Contract.Frames;

namespace LlmRouting.DataPlane.Configuration.Operator;

/// <summary>The last good frames on disk, one file a kind, readable by this user alone. Credentials go to a folder of their own or nowhere.</summary>
public sealed class FrameStore(string? stateFolder, string? secretsFolder, string gateway)
{
    private readonly string? folder = stateFolder is null ? null : Path.Combine(stateFolder, "frames", Uri.EscapeDataString(gateway));
    private FrameComposer saved = new(gateway);

    /// <summary>Writes what has changed since the last call.</summary>
    /// <exception cref="IOException">The disk does not take it; the next call tries again.</exception>
    public void Save(FrameComposer served)
    {
        if (ReferenceEquals(served, saved)) return;
        foreach (var kind in Enum.GetValues<FrameKind>()) SaveKind(kind, served);
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
        // What is in nobody's memory any more cannot be waited for: without the operator it does not come.
        return composer.Config is null || composer.Credentials is not null ? composer : composer.Take(new CredentialsFrame(), out _);
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
