namespace LlmRouting.DataPlane.Access;

/// <summary>
/// The key that a connection proved last; a feature of every connection. Kestrel hands out the same string while a connection repeats a header,
/// so a client that stays is hashed once and not for each request.
/// </summary>
public sealed class ProvenKey
{
    private volatile Proof? last;

    /// <summary>The entry that this very string was proved to be of under the same table; else null.</summary>
    internal KeyTable.Entry? Find(object table, string? header) =>
        last is { } proof && ReferenceEquals(proof.Table, table) && ReferenceEquals(proof.Header, header) ? proof.Entry : null;

    /// <param name="table">Stands for the table, and does not hold it: idle connections must not keep old snapshots.</param>
    internal void Keep(object table, string header, KeyTable.Entry entry) => last = new Proof(table, header, entry);

    private sealed record Proof(object Table, string Header, KeyTable.Entry Entry);
}
