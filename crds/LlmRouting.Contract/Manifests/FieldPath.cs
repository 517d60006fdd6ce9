namespace LlmRouting.Contract.Manifests;

/// <summary>Field paths as Kubernetes writes them: <c>spec.tiers[0].name</c>, <c>metadata.labels[example.com/team]</c>.</summary>
public static class FieldPath
{
    public static string Field(string parent, string name) => parent.Length == 0 ? name : $"{parent}.{name}";

    public static string Item(string parent, int index) => $"{parent}[{index}]";

    public static string Key(string parent, string key) => $"{parent}[{key}]";

    /// <summary>The path one step up; the parent of a top-level field is the empty path.</summary>
    public static string Parent(string path)
    {
        if (path.EndsWith(']')) return path[..path.LastIndexOf('[')];
        return path.LastIndexOf('.') is var dot and >= 0 ? path[..dot] : "";
    }

    /// <summary>The path with every index left out: <c>spec.tiers[].name</c>.</summary>
    public static string WithoutIndexes(string path)
    {
        var result = new System.Text.StringBuilder(path.Length);
        var inside = false;
        foreach (var c in path)
        {
            if (c == ']') inside = false;
            if (!inside) result.Append(c);
            if (c == '[') inside = true;
        }

        return result.ToString();
    }
}
