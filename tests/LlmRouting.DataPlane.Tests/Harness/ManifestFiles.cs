namespace LlmRouting.DataPlane.Tests.Harness;

/// <summary>A temporary folder of manifests.</summary>
public sealed class ManifestFiles : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("llm-routing-drill-").FullName;

    public void Write(string file, params IEnumerable<string> documents) => File.WriteAllText(Path.Combine(Folder, file), string.Join("\n---\n", documents));

    public string Read(string file) => File.ReadAllText(Path.Combine(Folder, file));

    public void Replace(string file, string old, string by)
    {
        Assert.Contains(old, Read(file), StringComparison.Ordinal);
        Write(file, Read(file).Replace(old, by, StringComparison.Ordinal));
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
