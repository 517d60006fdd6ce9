using System.Collections.Immutable;

namespace LlmRouting.Operator.Runtime.Caches;

/// <summary>What a store held at one moment. Never changes.</summary>
/// <param name="ResourceVersion">The newest that the API server has told: the objects are at least that new. Null before the first list.</param>
public sealed record StoreState<T>(ImmutableDictionary<ObjectKey, StoredObject<T>> Objects, ulong? ResourceVersion) where T : class
{
    internal static StoreState<T> Empty { get; } = new(ImmutableDictionary<ObjectKey, StoredObject<T>>.Empty, ResourceVersion: null);
}
