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
    public void A_mounted_ConfigMap_whose_items_have_folders_is_read_once()
    {
        var team = Directory.CreateDirectory(Path.Combine(_folder, "..2026_01_01", "team-a")).FullName;
        Write(team, "policy.yaml");
        Directory.CreateSymbolicLink(Path.Combine(_folder, "..data"), "..2026_01_01");
        Directory.CreateSymbolicLink(Path.Combine(_folder, "team-a"), Path.Combine("..data", "team-a"));
        Assert.Equal([Path.Combine(_folder, "team-a", "policy.yaml")], Read());
    }

    [Fact]
    public void A_linked_directory_elsewhere_is_read_and_one_in_the_folder_is_not_read_twice()
    {
        var elsewhere = Directory.CreateTempSubdirectory("manifests").FullName;
        Write(elsewhere, "b.yaml");
        Write(Directory.CreateDirectory(Path.Combine(_folder, "own")).FullName, "a.yaml");
        Directory.CreateSymbolicLink(Path.Combine(_folder, "again"), "own");
        Directory.CreateSymbolicLink(Path.Combine(_folder, "one"), elsewhere);
        Directory.CreateSymbolicLink(Path.Combine(_folder, "other"), elsewhere);
        Assert.Equal([Path.Combine(_folder, "one", "b.yaml"), Path.Combine(_folder, "own", "a.yaml")], Read());
        Directory.Delete(elsewhere, recursive: true);
    }

    [Fact]
    public void A_folder_that_is_a_link_itself_is_read()
    {
        Write(Directory.CreateDirectory(Path.Combine(_folder, "v1")).FullName, "a.yaml");
        Directory.CreateSymbolicLink(Path.Combine(_folder, "current"), "v1");
        Assert.Equal(Path.Combine(_folder, "current", "a.yaml"), Assert.Single(ManifestFolder.Read(Path.Combine(_folder, "current")).Problems).File);
    }

    [Theory]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("sub")]
    [InlineData("sub/up")]
    public void Links_in_a_circle_are_not_followed_round_it(string target)
    {
        var sub = Directory.CreateDirectory(Path.Combine(_folder, "sub")).FullName;
        Write(sub, "a.yaml");
        Directory.CreateSymbolicLink(Path.Combine(sub, "up"), "..");
        Directory.CreateSymbolicLink(Path.Combine(_folder, "link"), target);
        Assert.Equal([Path.Combine(sub, "a.yaml")], Read());
    }

    [Fact]
    public void Dangling_link_and_missing_directory_are_problems()
    {
        File.CreateSymbolicLink(Path.Combine(_folder, "a.yaml"), "gone.yaml");
        Assert.Single(ManifestFolder.Read(_folder).Problems);
        Assert.Equal("no such directory", Assert.Single(ManifestFolder.Read(Path.Combine(_folder, "gone")).Problems).Message);
    }

    [Fact]
    public void A_file_is_named_as_people_see_it_and_found_where_it_really_is()
    {
        Write(Directory.CreateDirectory(Path.Combine(_folder, ".v1", "team")).FullName, "a.yaml");
        Directory.CreateSymbolicLink(Path.Combine(_folder, ".data"), ".v1");
        Directory.CreateSymbolicLink(Path.Combine(_folder, "team"), ".data/team");
        var found = Assert.Single(ManifestFolder.Files(_folder));
        Assert.Equal(Path.Combine("team", "a.yaml"), found.Path);
        Assert.EndsWith(Path.Combine(".v1", "team", "a.yaml"), found.File.FullName, StringComparison.Ordinal);
    }

    [Fact]
    public void A_link_to_itself_is_a_fault_of_reading()
    {
        File.CreateSymbolicLink(Path.Combine(_folder, "x"), "x");
        Assert.Empty(ManifestFolder.Files(_folder));
        Assert.Throws<IOException>(() => ManifestFolder.Files(Path.Combine(_folder, "x")).Count());
    }

    // A manifest that is a problem, so that it can be seen.
    private static void Write(string folder, string name) => File.WriteAllText(Path.Combine(folder, name), "apiVersion: v1\nkind: ConfigMap\n");

    private IEnumerable<string> Read() => ManifestFolder.Read(_folder).Problems.Select(problem => problem.File);
}
