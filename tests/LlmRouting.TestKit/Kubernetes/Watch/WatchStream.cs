using System.Buffers;
using System.IO.Pipelines;
using LlmRouting.TestKit.Kubernetes.Http;
using LlmRouting.TestKit.Kubernetes.Presentation;
using LlmRouting.TestKit.Kubernetes.Selectors;
using LlmRouting.TestKit.Kubernetes.Storage;

namespace LlmRouting.TestKit.Kubernetes.Watch;

/// <summary>One watch: state, then changes, as lines of JSON.</summary>
public sealed class WatchStream(ObjectDatabase database, ResourceTable table, ResourceType type, ObjectFilter filter, Presenter presenter, PipeWriter output, WatchGate gate)
{
    private ulong told;
    private bool first = true;
    private long position;

    /// <param name="bookmarkDue">Completes when a bookmark may be sent; asked again after each.</param>
    /// <returns>When the server has nothing more to say: compaction, or the resource is gone.</returns>
    public async Task RunAsync(WatchOptions options, Func<Task> bookmarkDue, CancellationToken stop)
    {
        if (!await StartAsync(options, stop)) return;
        var bookmark = options.Bookmarks ? bookmarkDue() : Task.Delay(Timeout.Infinite, stop);
        while (!stop.IsCancellationRequested && !table.IsRetired)
        {
            if (!gate.MaySpeak.IsCompleted) await gate.MaySpeak.WaitAsync(stop);
            if (table.Read(position, out var more) is not { } changes)
            {
                await ErrorAsync(stop);
                return;
            }
            foreach (var change in changes) Write(change);
            position += changes.Count;
            if (changes.Count > 0) await output.FlushAsync(stop);
            if (changes.Count > 0) continue;
            if (await Task.WhenAny(more, bookmark).WaitAsync(stop) != bookmark) continue;
            await BookmarkAsync(false, stop);
            bookmark = bookmarkDue();
        }
    }

    /// <summary>A last bookmark before the stream ends by timeoutSeconds.</summary>
    public Task CloseAsync(WatchOptions options, CancellationToken stop) => options.Bookmarks ? BookmarkAsync(false, stop) : Task.CompletedTask;

    private async Task<bool> StartAsync(WatchOptions options, CancellationToken stop)
    {
        IReadOnlyList<StoredObject> state = [];
        ulong from;
        lock (database.Gate)
        {
            from = options.StartsWithState ? database.Version : options.Version ?? database.Version;
            position = table.PositionAfter(from);
            if (options.StartsWithState) state = [.. table.Objects.Values];
        }
        if (!options.StartsWithState && from < table.CompactedTo)
        {
            await ErrorAsync(stop, type.Kind == "Event" ? null : from);
            return false;
        }
        told = from;
        foreach (var item in state.Where(filter.Matches)) Send("ADDED", item);
        if (options is { StartsWithState: true, Bookmarks: true, Version: null } || options is { SendInitial: true, Bookmarks: true }) await InitialEndAsync(from, stop);
        await output.FlushAsync(stop);
        return true;
    }

    private async Task InitialEndAsync(ulong version, CancellationToken stop)
    {
        Line("BOOKMARK", presenter.Bookmark(type, version, endsInitial: true, first));
        first = false;
        await output.FlushAsync(stop);
    }

    private void Write(Change change)
    {
        if (change.Version <= told || !filter.Covers(change.Object.Key)) return;
        told = change.Version;
        var matched = change.Previous is { } before && filter.Matches(before);
        var matches = change.Type != ChangeType.Deleted && filter.Matches(change.Object);
        if (matches) Send(matched ? "MODIFIED" : "ADDED", change.Object);
        else if (matched) Send("DELETED", change.Type == ChangeType.Deleted ? change.Object : LastMatch.Of(change));
    }

    private void Send(string kind, StoredObject item)
    {
        Line(kind, presenter.Event(item, type, first));
        first = false;
    }

    private async Task BookmarkAsync(bool initial, CancellationToken stop)
    {
        if (database.Version <= told && !initial) return;
        told = database.Version;
        Line("BOOKMARK", presenter.Bookmark(type, told, initial, first));
        first = false;
        await output.FlushAsync(stop);
    }

    private async Task ErrorAsync(CancellationToken stop, ulong? from = null)
    {
        var text = from is null ? "The resourceVersion for the provided watch is too old." : $"too old resource version: {from} ({table.CompactedTo})";
        Line("ERROR", Wire.Encode(Refusals.StatusBody(410, "Expired", text)));
        await output.FlushAsync(stop);
    }

    private void Line(string kind, ReadOnlyMemory<byte> body)
    {
        output.Write("{\"type\":\""u8);
        output.Write(System.Text.Encoding.ASCII.GetBytes(kind));
        output.Write("\",\"object\":"u8);
        output.Write(body.Span);
        output.Write("}\n"u8);
    }
}
