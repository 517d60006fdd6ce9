namespace LlmRouting.Contract.Manifests;

/// <summary>realpath(3), which .NET does not have: <c>ResolveLinkTarget</c> leaves links above the last name as they are.</summary>
internal static class RealPath
{
    // As many as Linux follows.
    private const int MaxLinks = 40;

    /// <exception cref="IOException">Links lead round in a circle.</exception>
    public static string Of(string path) => Of(path, 0);

    private static string Of(string path, int links)
    {
        if (links > MaxLinks) throw new IOException($"Too many links: '{path}'");
        var full = Path.GetFullPath(path);
        var real = Path.GetPathRoot(full)!;
        foreach (var name in full[real.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            var next = Path.Combine(real, name);
            real = new DirectoryInfo(next).LinkTarget is { } target ? Of(Path.Combine(real, target), links + 1) : next;
        }

        return real;
    }
}
