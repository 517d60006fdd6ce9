namespace LlmRouting.Contract.Manifests;

/// <summary>Fields about which a problem has been reported, so that nothing more is said about what lies below them.</summary>
public sealed class FaultyPaths
{
    private readonly HashSet<string> _paths = new(StringComparer.Ordinal);

    public bool IsEmpty => _paths.Count == 0;

    public void Add(string path) => _paths.Add(path);

    /// <summary>Whether the field or one above it is faulty.</summary>
    public bool Cover(string path)
    {
        for (var current = path; ; current = FieldPath.Parent(current))
        {
            if (_paths.Contains(current)) return true;
            if (current.Length == 0) return false;
        }
    }
}
