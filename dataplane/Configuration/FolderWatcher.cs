using LlmRouting.Contract.Manifests;

namespace LlmRouting.DataPlane.Configuration;

/// <summary>
/// Notices that a folder's files changed by looking at names, lengths, times and permissions four times a second. File system events would miss
/// mounted ConfigMaps (a symlink is swapped), network folders, and run out of watches; a look costs microseconds.
/// </summary>
public sealed class FolderWatcher(string folder, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    // Five seconds.
    private const int LooksUntilReadAgain = 20;

    /// <summary>
    /// Calls <paramref name="take"/> with true once for each change, after two looks in a row have agreed, so that half-written files are not read; and once
    /// at the beginning, for what changed since the folder was read before. While it answers false it is called again, with false: what kept a file from being read
    /// may have passed without a trace in the folder.
    /// </summary>
    public async Task RunAsync(Func<bool, Task<bool>> take, CancellationToken cancellation)
    {
        var (taken, seen, last, looks) = (true, "", Look(), 0);
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(cancellation))
        {
            var now = Look();
            var (settled, isChange) = (now == last, now != seen);
            last = now;
            looks++;
            if (!settled || !(isChange || (!taken && looks >= LooksUntilReadAgain))) continue;
            (seen, looks) = (now, 0);
            taken = await take(isChange);
        }
    }

    private string Look()
    {
        try
        {
            return string.Join('\n', ManifestFolder.Files(folder).Select(Describe).Order(StringComparer.Ordinal));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "unreadable: " + e.Message;
        }
    }

    private static string Describe(FoundFile found)
    {
        var target = found.File.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? found.File;
        return $"{found.Path} {target.FullName} {target.Length} {target.LastWriteTimeUtc.Ticks} {target.UnixFileMode}";
    }
}
