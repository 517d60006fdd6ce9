using YamlDotNet.RepresentationModel;

namespace LlmRouting.Operator.Kubernetes;

/// <summary>A cluster, user or context of a kubeconfig, or a mapping inside it.</summary>
/// <param name="Place">For messages, e.g. "user admin".</param>
/// <param name="Folder">Of the file, where relative paths begin.</param>
internal sealed record KubeconfigEntry(YamlMappingNode Node, string Place, string Folder)
{
    /// <summary>Null where it is absent, empty or null.</summary>
    public string? Text(string key) => Node.Children.TryGetValue(new YamlScalarNode(key), out var value) switch
    {
        true when value is YamlScalarNode { Value: { Length: > 0 } text } scalar && !scalar.IsNull() => text,
        true when value is not YamlScalarNode => throw new KubeconfigException($"{key} of {Place} is no text"),
        _ => null,
    };

    public string Required(string key) => Text(key) ?? throw new KubeconfigException($"{Place} has no {key}");

    public bool IsTrue(string key) => Text(key) is "true" or "True" or "TRUE";

    public string? FilePath(string key) => Text(key) is { } path ? Path.GetFullPath(path, Folder) : null;

    public ReadOnlyMemory<byte>? Data(string key)
    {
        if (Text(key) is not { } text) return null;
        try
        {
            return Convert.FromBase64String(text);
        }
        catch (FormatException e)
        {
            throw new KubeconfigException($"{key} of {Place} is not base64", e);
        }
    }

    public KubeconfigEntry? Entry(string key) =>
        Node.Children.TryGetValue(new YamlScalarNode(key), out var value) && value is YamlMappingNode mapping ? this with { Node = mapping, Place = $"{key} of {Place}" } : null;

    public IEnumerable<KubeconfigEntry> Entries(string key) =>
        Items(key).OfType<YamlMappingNode>().Select(item => this with { Node = item, Place = $"{key} of {Place}" });

    public IReadOnlyList<string> Texts(string key) => [.. Items(key).OfType<YamlScalarNode>().Select(item => item.Value ?? "")];

    /// <exception cref="KubeconfigException">It is there, and we cannot do it.</exception>
    public void Refuse(string key, string why)
    {
        if (Node.Children.TryGetValue(new YamlScalarNode(key), out var value) && value is not YamlScalarNode { Value: null or "" }) throw new KubeconfigException($"{key} of {Place} is not supported: {why}");
    }

    private IEnumerable<YamlNode> Items(string key) =>
        Node.Children.TryGetValue(new YamlScalarNode(key), out var value) && value is YamlSequenceNode sequence ? sequence.Children : [];
}
