using LlmRouting.Contract.Manifests;

namespace LlmRouting.Contract.Tests.Manifests;

public sealed class RoadmapFieldsTests
{
    [Fact]
    public void Document_and_table_list_the_same_fields()
    {
        var section = "";
        var documented = new List<string>();
        foreach (var line in File.ReadLines(Path.Combine(RepositoryPaths.Root, "docs", "roadmap.md")))
        {
            if (line.StartsWith("## ", StringComparison.Ordinal)) section = line[3..];
            if (line.StartsWith("| `", StringComparison.Ordinal)) documented.Add($"{section} {line.Split('`')[1]}");
        }

        Assert.Equal(RoadmapFields.All.Select(field => $"{field.Kind} {field.Path}").Order(), documented.Order());
    }

    [Fact]
    public void A_field_that_exists_is_not_on_the_roadmap()
    {
        var text = File.ReadAllText(Path.Combine(RepositoryPaths.Golden, "every-field", "all.yaml"));
        Assert.Empty(ManifestReader.Read("all.yaml", text).Problems);
    }
}
