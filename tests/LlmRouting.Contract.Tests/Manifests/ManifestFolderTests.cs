using LlmRouting.Contract.Manifests;

namespace LlmRouting.Contract.Tests.Manifests;

public sealed class ManifestFolderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("manifests").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Mounted_ConfigMap_is_read_once()
    {
        var version = Directory.CreateDirectory(Path.Combine(_folder, "..2026_01_01")).FullName;
        File.WriteAllText(Path.Combine(version, "a.yaml"), "apiVersion: v1\nkind: ConfigMap\n");
        Directory.CreateSymbolicLink(Path.Combine(_folder, "..data"), "..2026_01_01");
        File.CreateSymbolicLink(Path.Combine(_folder, "a.yaml"), Path.Combine("..data", "a.yaml"));
        var problem = Assert.Single(ManifestFolder.Read(_folder).Problems);
        Assert.Equal(Path.Combine(_folder, "a.yaml"), problem.File);
    }

    [Fact]
    public void Linked_directory_is_not_followed_into_a_circle()
    {
        Directory.CreateSymbolicLink(Path.Combine(_folder, "self"), _folder);
        Assert.Empty(ManifestFolder.Read(_folder).Problems);
        File.WriteAllText(Path.Combine(_folder, "a.yaml"), "");
        Assert.Equal("a.yaml", Assert.Single(ManifestFolder.Files(new DirectoryInfo(_folder))).Name);
    }

    [Fact]
    public void Dangling_link_and_missing_directory_are_problems()
    {
        File.CreateSymbolicLink(Path.Combine(_folder, "a.yaml"), "gone.yaml");
        Assert.Single(ManifestFolder.Read(_folder).Problems);
        Assert.Equal("no such directory", Assert.Single(ManifestFolder.Read(Path.Combine(_folder, "gone")).Problems).Message);
    }
}
