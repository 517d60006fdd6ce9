using System.Globalization;
using LlmRouting.TestKit.Kubernetes.Http;

namespace LlmRouting.TestKit.Kubernetes.Watch;

/// <summary>The query of a watch.</summary>
public sealed record WatchOptions(ulong? Version, bool Bookmarks, bool? SendInitial, TimeSpan? Timeout)
{
    /// <summary>Nothing given or 0: the objects of now come first.</summary>
    public bool StartsWithState => SendInitial ?? Version is null or 0;

    public static WatchOptions Of(ApiCall call)
    {
        var text = call.Option("resourceVersion");
        ulong? version = text is null ? null : ulong.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number
            : throw Refusals.Internal($"resourceVersion: Invalid value: \"{text}\": strconv.ParseUint: parsing \"{text}\": invalid syntax");
        var seconds = int.TryParse(call.Option("timeoutSeconds"), CultureInfo.InvariantCulture, out var limit) && limit > 0 ? limit : 0;
        return new WatchOptions(
            version, call.Flag("allowWatchBookmarks"), call.Option("sendInitialEvents") is { } initial ? initial is "true" or "1" : null,
            seconds > 0 ? TimeSpan.FromSeconds(seconds) : null);
    }
}
