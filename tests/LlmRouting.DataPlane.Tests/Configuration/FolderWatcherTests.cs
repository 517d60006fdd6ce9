using LlmRouting.DataPlane.Configuration;
using LlmRouting.DataPlane.Tests.Harness;
using LlmRouting.TestKit;

namespace LlmRouting.DataPlane.Tests.Configuration;

/// <summary>How long an edit takes to be noticed, on a clock of our own.</summary>
public sealed class FolderWatcherTests
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);

    private readonly ManualTime time = new();
    private int changes;
    private int readAgain;
    private bool isTaken = true;

    [Fact]
    public async Task An_edit_is_taken_within_a_second_and_once()
    {
        using var files = new ManifestFiles();
        files.Write("a.yaml", "one");
        using var stop = new CancellationTokenSource();
        var running = (await StartAsync(files, stop.Token)).Task;
        time.Advance(4 * Look);
        Assert.Equal(1, changes);

        files.Write("a.yaml", "another");
        time.Advance(3 * Look);
        Assert.Equal(2, changes);
        time.Advance(40 * Look);
        Assert.Equal(2, changes);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    [Fact]
    public async Task A_file_that_is_being_written_is_left_until_it_rests()
    {
        using var files = new ManifestFiles();
        files.Write("a.yaml", "one");
        using var stop = new CancellationTokenSource();
        var running = (await StartAsync(files, stop.Token)).Task;
        time.Advance(4 * Look);
        for (var length = 10; length < 20; length++)
        {
            files.Write("a.yaml", new string('x', length));
            time.Advance(Look);
        }

        Assert.Equal(1, changes);
        time.Advance(Look);
        Assert.Equal(2, changes);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    [Fact]
    public async Task What_was_not_taken_is_read_again_every_five_seconds_until_it_is()
    {
        using var files = new ManifestFiles();
        files.Write("a.yaml", "one");
        isTaken = false;
        using var stop = new CancellationTokenSource();
        var running = (await StartAsync(files, stop.Token)).Task;
        time.Advance(Look);
        Assert.Equal((1, 0), (changes, readAgain));
        time.Advance(19 * Look);
        Assert.Equal((1, 0), (changes, readAgain));
        time.Advance(Look);
        Assert.Equal((1, 1), (changes, readAgain));

        isTaken = true;
        time.Advance(20 * Look);
        Assert.Equal((1, 2), (changes, readAgain));
        time.Advance(60 * Look);
        Assert.Equal((1, 2), (changes, readAgain));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    [Fact]
    public async Task Other_permissions_are_a_change()
    {
        if (OperatingSystem.IsWindows()) return;
        using var files = new ManifestFiles();
        files.Write("a.yaml", "one");
        using var stop = new CancellationTokenSource();
        var running = (await StartAsync(files, stop.Token)).Task;
        time.Advance(4 * Look);
        File.SetUnixFileMode(Path.Combine(files.Folder, "a.yaml"), UnixFileMode.UserRead);
        time.Advance(3 * Look);
        Assert.Equal(2, changes);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    [Fact]
    public async Task A_linked_folder_that_leads_elsewhere_is_a_change()
    {
        using var files = new ManifestFiles();
        foreach (var version in new[] { ".v1", ".v2" })
        {
            Directory.CreateDirectory(Path.Combine(files.Folder, version));
            files.Write(version + "/a.yaml", version);
            File.SetLastWriteTimeUtc(Path.Combine(files.Folder, version, "a.yaml"), DateTime.UnixEpoch);
        }

        var link = Directory.CreateSymbolicLink(Path.Combine(files.Folder, "current"), ".v1");
        using var stop = new CancellationTokenSource();
        var running = (await StartAsync(files, stop.Token)).Task;
        time.Advance(4 * Look);
        link.Delete();
        link.CreateAsSymbolicLink(".v2");
        time.Advance(3 * Look);
        Assert.Equal(2, changes);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    // Off the test's own context, so that a look is over when Advance returns.
    private async Task<Holder> StartAsync(ManifestFiles files, CancellationToken cancellation)
    {
        var watcher = new FolderWatcher(files.Folder, time);
        return await Task.Run(() => new Holder(watcher.RunAsync(Count, cancellation)));
    }

    private Task<bool> Count(bool isChange)
    {
        if (isChange) changes++;
        else readAgain++;
        return Task.FromResult(isTaken);
    }

    private sealed record Holder(Task Task);
}
