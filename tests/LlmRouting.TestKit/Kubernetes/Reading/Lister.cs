using System.Collections.Immutable;
using LlmRouting.TestKit.Kubernetes.Http;
using LlmRouting.TestKit.Kubernetes.Selectors;
using LlmRouting.TestKit.Kubernetes.Storage;

namespace LlmRouting.TestKit.Kubernetes.Reading;

/// <summary>Lists: newest, exact and paged.</summary>
public sealed class Lister(ObjectDatabase database)
{
    public Page List(ResourceType type, ObjectFilter filter, ListOptions options)
    {
        ListChecks.Refuse(options);
        if (options.Version > database.Version) throw ListChecks.TooLarge(options.Version.Value, database.Version);
        var table = database.Table(type);
        if (options.Continue is { } text) return Next(type, table, filter, options, ContinueToken.Parse(text));
        if (options.Match != "Exact") return Cut(type, Current(table, out var now), filter, options.Limit, now);
        var old = table.At(options.Version!.Value) ?? throw Refusals.Expired("The resourceVersion for the provided list is too old.");
        return Cut(type, old, filter, options.Limit, options.Version.Value);
    }

    private ImmutableSortedDictionary<ObjectKey, StoredObject> Current(ResourceTable table, out ulong version)
    {
        lock (database.Gate)
        {
            version = database.Version;
            return table.Objects;
        }
    }

    private Page Next(ResourceType type, ResourceTable table, ObjectFilter filter, ListOptions options, ContinueToken token)
    {
        if (token.Version < 0) return Cut(type, Current(table, out var now), filter, options.Limit, now, token.After);
        var version = (ulong)token.Version;
        var snapshot = table.At(version) ?? throw ListChecks.ExpiredToken(token);
        return Cut(type, snapshot, filter, options.Limit, version, token.After);
    }

    private static Page Cut(
        ResourceType type, ImmutableSortedDictionary<ObjectKey, StoredObject> objects, ObjectFilter filter, int limit, ulong version, ObjectKey? after = null)
    {
        var items = objects.Values.Where(o => (after is null || o.Key.CompareTo(after.Value) > 0) && filter.Matches(o)).ToList();
        if (limit <= 0 || items.Count <= limit) return new Page(type, items, version, "", null);
        var page = items.GetRange(0, limit);
        var next = new ContinueToken((long)version, page[^1].Key).ToString();
        return new Page(type, page, version, next, filter.HasSelector ? null : items.Count - limit);
    }
}
