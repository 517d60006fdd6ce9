namespace LlmRouting.Contract.Manifests;

/// <summary>A value of a document before anything is known about its type.</summary>
/// <param name="Size">Nodes in it, aliases counted in full.</param>
internal abstract record ManifestNode(Position Position, long Size);

/// <param name="Plain">Written without quotes, so that its type is guessed from its text.</param>
internal sealed record ScalarNode(Position Position, string Value, bool Plain) : ManifestNode(Position, 1);

internal sealed record SequenceNode(Position Position, IReadOnlyList<ManifestNode> Items)
    : ManifestNode(Position, 1 + Items.Sum(item => item.Size));

internal sealed record MappingNode(Position Position, IReadOnlyList<MappingEntry> Entries)
    : ManifestNode(Position, 1 + Entries.Sum(entry => entry.Key.Size + entry.Value.Size))
{
    /// <summary>The text of a scalar field, or null.</summary>
    public string? Text(string key) => Find(key) is ScalarNode scalar ? scalar.Value : null;

    public ManifestNode? Find(string key) => Entries.FirstOrDefault(entry => entry.Key is ScalarNode name && name.Value == key)?.Value;
}

internal sealed record MappingEntry(ManifestNode Key, ManifestNode Value);
