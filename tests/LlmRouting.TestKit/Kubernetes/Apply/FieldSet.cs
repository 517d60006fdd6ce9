namespace LlmRouting.TestKit.Kubernetes.Apply;

/// <summary>Paths of an object that somebody owns: a tree of path elements as FieldsV1 spells them (<c>f:</c>, <c>k:</c>, <c>v:</c>).</summary>
public sealed class FieldSet
{
    private readonly SortedDictionary<string, FieldSet> children = new(StringComparer.Ordinal);

    /// <summary>The path that leads here is itself in the set.</summary>
    public bool IsMember { get; set; }

    public IReadOnlyDictionary<string, FieldSet> Children => children;

    public bool IsEmpty => !IsMember && children.Count == 0;

    public FieldSet Child(string element)
    {
        if (!children.TryGetValue(element, out var child)) children[element] = child = new FieldSet();
        return child;
    }

    public FieldSet? Find(string element) => children.GetValueOrDefault(element);

    public bool Has(params ReadOnlySpan<string> path)
    {
        var node = this;
        foreach (var element in path)
        {
            if (!node.children.TryGetValue(element, out var next)) return false;
            node = next;
        }
        return node.IsMember;
    }

    public FieldSet Insert(params ReadOnlySpan<string> path)
    {
        var node = this;
        foreach (var element in path) node = node.Child(element);
        node.IsMember = true;
        return this;
    }

    public FieldSet Union(FieldSet other) => Combine(this, other, static (a, b) => a || b);

    public FieldSet Difference(FieldSet other) => Combine(this, other, static (a, b) => a && !b);

    public FieldSet Intersection(FieldSet other) => Combine(this, other, static (a, b) => a && b);

    public bool SameAs(FieldSet other) =>
        IsMember == other.IsMember && children.Count == other.children.Count
        && children.All(c => other.children.TryGetValue(c.Key, out var twin) && c.Value.SameAs(twin));

    /// <summary>Drops a path with everything under it.</summary>
    public FieldSet Without(string element)
    {
        children.Remove(element);
        return this;
    }

    public FieldSet Copy() => Union(new FieldSet());

    /// <summary>Removes elements that hold nothing; true when nothing is left here.</summary>
    public bool Trim()
    {
        foreach (var name in children.Where(c => c.Value.Trim()).Select(c => c.Key).ToList()) children.Remove(name);
        return IsEmpty;
    }

    private static FieldSet Combine(FieldSet? left, FieldSet? right, Func<bool, bool, bool> keep)
    {
        var result = new FieldSet { IsMember = keep(left?.IsMember ?? false, right?.IsMember ?? false) };
        foreach (var name in Names(left, right))
        {
            var child = Combine(left?.Find(name), right?.Find(name), keep);
            if (!child.IsEmpty) result.children[name] = child;
        }
        return result;
    }

    private static IEnumerable<string> Names(FieldSet? left, FieldSet? right)
    {
        if (left is null) return right!.children.Keys;
        return right is null ? left.children.Keys : left.children.Keys.Union(right.children.Keys);
    }
}
