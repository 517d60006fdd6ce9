namespace LlmRouting.Contract.Manifests;

/// <summary>Where each field of an object stands. A field that is not there stands where its parent does.</summary>
public sealed class PositionMap
{
    private readonly Dictionary<string, Position> _positions = new(StringComparer.Ordinal);

    public PositionMap(Position root) => _positions[""] = root;

    public void Add(string path, Position position) => _positions.TryAdd(path, position);

    public Position Find(string path)
    {
        for (var current = path; ; current = FieldPath.Parent(current))
        {
            if (_positions.TryGetValue(current, out var position)) return position;
        }
    }
}
