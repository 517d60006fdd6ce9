using System.Text.Json.Nodes;
using LlmRouting.EndToEnd.Tests.Harness;
using LlmRouting.Operator.Kubernetes;
using Xunit.Abstractions;

namespace LlmRouting.EndToEnd.Tests;

/// <summary>What the repository shows to people is taken by the API server, every field of it.</summary>
public sealed class WrittenManifestStories(ITestOutputHelper output)
{
    [Fact]
    public Task Every_block_of_the_pages_is_taken() => TakenAsync(WrittenManifests.OfPages());

    [Fact]
    public Task Every_sample_is_taken() => TakenAsync(WrittenManifests.OfFolders("samples"));

    [Fact]
    public Task All_that_kustomize_applies_is_taken() => TakenAsync(WrittenManifests.OfFolders("charts/kustomize"));

    [Theory]
    [InlineData("external")]
    [InlineData("kubernetes")]
    [InlineData("quickstart")]
    [InlineData("three-tiers")]
    public async Task A_sample_that_is_applied_again_changes_nothing(string sample)
    {
        await using var story = await Story.BeginAsync();
        var applied = await ApplyAsync(story, sample);
        Assert.NotEmpty(applied);
        Assert.Equal(applied, await ApplyAsync(story, sample));
    }

    /// <summary>Sends each as it stands, but for its namespace, and stores nothing but accounts, without which no Pod is taken.</summary>
    private async Task TakenAsync(IEnumerable<(string At, JsonObject Item)> written)
    {
        await using var story = await Story.BeginAsync();
        using var api = new RawApi(story.Cluster.Connection);
        var (faults, taken) = (new List<string>(), 0);
        foreach (var (at, item) in written)
        {
            var (version, kind) = ((string)item["apiVersion"]!, (string)item["kind"]!);
            var about = $"{at} {kind} {item["metadata"]!["name"]}";
            if (await api.FindKindAsync(version, kind) is not { } resource) output.WriteLine($"{about}: the server has no {version}, passed over");
            else if (await api.ApplyAsync(resource, Into(story, resource, item), item, dryRun: kind != "ServiceAccount") is { } fault) faults.Add($"{about}: {fault}");
            else taken++;
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
        Assert.True(taken > 0, "nothing was sent");
        output.WriteLine($"{taken} were taken");
    }

    /// <returns>resourceVersion by object.</returns>
    private static async Task<Dictionary<string, string>> ApplyAsync(Story story, string sample)
    {
        using var api = new RawApi(story.Cluster.Connection);
        var versions = new Dictionary<string, string>();
        foreach (var (at, item) in WrittenManifests.OfFolders(Path.Combine("samples", sample)))
        {
            var (kind, name) = ((string)item["kind"]!, (string)item["metadata"]!["name"]!);
            var resource = await api.FindKindAsync((string)item["apiVersion"]!, kind) ?? throw new InvalidOperationException($"{at}: there is no {kind}");
            Assert.Null(await api.ApplyAsync(resource, Into(story, resource, item), item, dryRun: false));
            versions[$"{kind} {name}"] = (string)(await story.Client.FindAsync(resource, story.Namespace, name, default))!["metadata"]!["resourceVersion"]!;
        }

        return versions;
    }

    /// <returns>Null for what has no namespace.</returns>
    private static string? Into(Story story, ApiResource resource, JsonObject item)
    {
        if (!resource.Namespaced) return null;
        item["metadata"]!["namespace"] = story.Namespace;
        return story.Namespace;
    }
}
