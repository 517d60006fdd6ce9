namespace LlmRouting.Operator.Runtime.Caches;

/// <summary>An object as the API server last showed it.</summary>
/// <param name="Generation">metadata.generation; 0 for kinds that have none.</param>
/// <param name="Value">Null when the object does not fit its type; then <paramref name="Fault"/> says why.</param>
/// <param name="Fault">For people: what could not be read. Null when all is well.</param>
public sealed record StoredObject<T>(ObjectKey Key, string Uid, string ResourceVersion, long Generation, T? Value, string? Fault)
    where T : class
{
    /// <summary>When it was asked to go; also of an object that does not fit its type, which must be let go all the same.</summary>
    public DateTimeOffset? DeletionTimestamp { get; init; }

    public IReadOnlyList<string> Finalizers { get; init; } = [];
}
