using LlmRouting.Contract.Api;
using LlmRouting.Operator.Reconcilers.Models;
using LlmRouting.TestKit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace LlmRouting.Operator.Tests.Reconcilers.Models;

public sealed class RevisionResolverTests
{
    private const string Sha = "0123456789abcdef0123456789abcdef01234567";

    [Theory]
    [InlineData(200, $$"""{"id":"Qwen/Qwen3-4B","sha":"{{Sha}}"}""", Sha, null)]
    [InlineData(200, """{"sha":"main"}""", null, "named no commit")]
    [InlineData(200, "<html>", null, "named no commit")]
    [InlineData(404, """{"error":"Revision not found"}""", null, "answered 404")]
    public async Task A_branch_becomes_the_commit_it_means_now(int status, string body, string? commit, string? fault)
    {
        await using var hub = await HubAsync(status, body);
        using var http = new HttpClient();
        var revision = ModelRevision.Of(new ModelSource { Uri = "hf://Qwen/Qwen3-4B", Name = "qwen" })!;
        var answer = await new RevisionResolver(http, new Uri(hub.Urls.First())).ResolveAsync(revision, default);
        Assert.Equal(commit, answer.Commit);
        Assert.Equal(fault is null, answer.Fault is null);
        if (fault is not null) Assert.Contains(fault, answer.Fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_commit_is_taken_as_it_is_and_nobody_is_asked()
    {
        using var http = new HttpClient();
        Assert.Equal((Sha, null), await new RevisionResolver(http, null).ResolveAsync(new ModelRevision("Qwen/Qwen3-4B", Sha), default));
    }

    [Fact]
    public async Task A_hub_that_cannot_be_reached_is_a_fault_in_words()
    {
        using var refused = new RefusedPort();
        using var http = new HttpClient();
        var (commit, fault) = await new RevisionResolver(http, new Uri($"http://127.0.0.1:{refused.Port}")).ResolveAsync(new ModelRevision("Qwen/Qwen3-4B", "main"), default);
        Assert.Null(commit);
        Assert.Contains("could not be reached", fault, StringComparison.Ordinal);
    }

    private static async Task<WebApplication> HubAsync(int status, string body)
    {
        var app = WebApplication.CreateSlimBuilder().Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.MapGet("/api/models/Qwen/Qwen3-4B/revision/main", () => Results.Text(body, "application/json", statusCode: status));
        await app.StartAsync();
        return app;
    }
}
