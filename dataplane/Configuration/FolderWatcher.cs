using LlmRouting.Contract.Manifests;

namespace LlmRouting.DataPlane.Configuration;

/// <summary>
/// Notices that a folder's files changed by looking at names, lengths and times four times a second. File system events would miss
/// mounted ConfigMaps (a symlink is swapped), network folders, and run out of watches; a look costs microseconds.
/// </summary>
public sealed class FolderWatcher(string folder, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    /// <summary>
    /// Calls back once for each change, after two looks in a row have agreed, so that half-written files are not read; and once at the beginning,
    /// for what changed since the folder was read before.
    /// </summary>
    public async Task RunAsync(Func<Task> changed, CancellationToken cancellation)
    {
        var (served, last) = ("", Look());
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(cancellation))
        {
            var now = Look();
            var settled = now == last;
            last = now;
            if (!settled || now == served) continue;
            served = now;
            await changed();
        }
    }

    private string Look()
    {
        try
        {
            return string.Join('\n', ManifestFolder.Files(new DirectoryInfo(folder)).Select(Describe).Order(StringComparer.Ordinal));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "unreadable: " + e.Message;
        }
    }

    private static string Describe(FileInfo file)
    {
        var target = file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? file;
        return $"{file.FullName} {target.FullName} {target.Length} {target.LastWriteTimeUtc.Ticks}";
    }
}
