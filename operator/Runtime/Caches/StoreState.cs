using System.Collections.Immutable;

namespace LlmRouting.Operator.Runtime.Caches;

/// <summary>What a store held at one moment. Never changes.</summary>
/// <param name="Owned">The same objects by whose they are; those that are nobody's are not in it.</param>
/// <param name="ResourceVersion">The newest that the API server has told: the objects are at least that new. Null before the first list.</param>
public sealed record StoreState<T>(
    ImmutableDictionary<ObjectKey, StoredObject<T>> Objects, ImmutableDictionary<ObjectKey, ImmutableList<StoredObject<T>>> Owned, ulong? ResourceVersion)
    where T : class
{
    internal static StoreState<T> Empty { get; } = new(
        ImmutableDictionary<ObjectKey, StoredObject<T>>.Empty, ImmutableDictionary<ObjectKey, ImmutableList<StoredObject<T>>>.Empty, ResourceVersion: null);

    internal StoreState<T> With(StoredObject<T> one, Func<T, string?> ownerOf)
    {
        var others = Without(one.Key, ownerOf);
        return others with { Objects = others.Objects.SetItem(one.Key, one), Owned = Add(others.Owned, one, ownerOf) };
    }

    internal StoreState<T> Without(ObjectKey key, Func<T, string?> ownerOf)
    {
        if (!Objects.TryGetValue(key, out var before)) return this;
        return this with { Objects = Objects.Remove(key), Owned = Owner(before, ownerOf) is { } owner ? Remove(Owned, owner, before) : Owned };
    }

    private static ImmutableDictionary<ObjectKey, ImmutableList<StoredObject<T>>> Add(
        ImmutableDictionary<ObjectKey, ImmutableList<StoredObject<T>>> owned, StoredObject<T> one, Func<T, string?> ownerOf) =>
        Owner(one, ownerOf) is { } owner ? owned.SetItem(owner, owned.GetValueOrDefault(owner, []).Add(one)) : owned;

    private static ImmutableDictionary<ObjectKey, ImmutableList<StoredObject<T>>> Remove(
        ImmutableDictionary<ObjectKey, ImmutableList<StoredObject<T>>> owned, ObjectKey owner, StoredObject<T> one) =>
        owned[owner].Remove(one, ReferenceEqualityComparer.Instance) is { IsEmpty: false } left ? owned.SetItem(owner, left) : owned.Remove(owner);

    private static ObjectKey? Owner(StoredObject<T> one, Func<T, string?> ownerOf) => one.Value is { } value && ownerOf(value) is { } name ? one.Key with { Name = name } : null;
}
