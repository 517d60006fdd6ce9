using System.Text.Json.Nodes;
using LlmRouting.DataPlane.Access;
using LlmRouting.DataPlane.Tests.Harness;

namespace LlmRouting.DataPlane.Tests.Access;

/// <summary>Keys over HTTP.</summary>
public sealed class AuthDrillTests : IAsyncLifetime
{
    private static readonly Keys Everything = Keys.Create("everything");
    private static readonly Keys OtherOnly = Keys.Create("other-only", ["other"]);
    private static readonly Keys Expired = Keys.Create("expired", notAfter: new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero));

    private Drill drill = null!;

    public async Task InitializeAsync() => drill = await Drill.StartAsync(new DrillPlan
    {
        Documents = [Everything.Manifest, OtherOnly.Manifest, Expired.Manifest, ManifestText.Policy("models: [other]\ntiers: [{name: weak, tierRef: {name: weak}}]\nroutes: [{tier: weak}]", "other")],
        Router = o => o with { Auth = AuthMode.ApiKey },
    });

    public async Task DisposeAsync() => await drill.DisposeAsync();

    public static TheoryData<string?, string> Strangers => new()
    {
        { null, "missing_api_key" },
        { "", "missing_api_key" },
        { "Basic dXNlcjpwYXNz", "missing_api_key" },
        { "Bearer", "missing_api_key" },
        { "Bearer ", "missing_api_key" },
        { "Bearer sk-something-of-openai", "invalid_api_key" },
        { "Bearer llmr_abc_def", "invalid_api_key" },
        { "Bearer " + Everything.Text + "x", "invalid_api_key" },
        { "Bearer " + Everything.Text[..^1], "invalid_api_key" },
        { "Bearer " + Expired.Text, "expired_api_key" },
    };

    [Theory]
    [MemberData(nameof(Strangers))]
    public async Task A_stranger_gets_an_OpenAI_shaped_401_on_every_path(string? authorization, string code)
    {
        (string, string)[] headers = authorization is null ? [] : [("Authorization", authorization)];
        foreach (var path in new[] { Prompts.ChatPath, "/v1/completions", "/v1/responses", "/v1/embeddings", "/v1/route", "/v1/feedback" })
            (await drill.Router.AskAsync(Prompts.Chat(), path, headers)).IsError(401, code);
        (await drill.Router.GetAsync("/v1/models", headers)).IsError(401, code);
        (await drill.Router.GetAsync("/v1/models/auto", headers)).IsError(401, code);
        Assert.Equal(0, drill.Received);
    }

    [Fact]
    public async Task A_key_for_another_policy_finds_no_such_model()
    {
        (await drill.Router.AskAsync(Prompts.Chat(), Prompts.ChatPath, OtherOnly.Header)).IsError(404, "model_not_found", "model");
        (await drill.Router.AskAsync(Prompts.Chat(model: "weak"), Prompts.ChatPath, OtherOnly.Header)).IsError(404, "model_not_found", "model");
        (await drill.Router.AskAsync(Prompts.Chat(model: "other"), Prompts.ChatPath, OtherOnly.Header)).IsOk();
        Assert.Equal(["other"], Ids(await drill.Router.GetAsync("/v1/models", OtherOnly.Header)));
        Assert.Equal(["auto", "other", "weak", "strong"], Ids(await drill.Router.GetAsync("/v1/models", Everything.Header)));
        (await drill.Router.GetAsync("/v1/models/auto", OtherOnly.Header)).IsError(404, "model_not_found", "model");
    }

    [Fact]
    public async Task No_key_and_no_prompt_is_logged_or_shown()
    {
        const string secretPrompt = "the-very-private-prompt";
        (await drill.Router.AskAsync(Prompts.Chat(secretPrompt), Prompts.ChatPath, Everything.Header)).IsOk();
        drill.FailWeak("status=500");
        drill.FailStrong("garbage");
        (await drill.Router.AskAsync(Prompts.Chat(secretPrompt), Prompts.ChatPath, Everything.Header)).IsError(502, "upstream_unparsable");
        (await drill.Router.AskAsync("{" + secretPrompt, Prompts.ChatPath, Everything.Header)).IsError(400, "invalid_json");
        (await drill.Router.AskAsync(Prompts.Chat(secretPrompt), Prompts.ChatPath, ("Authorization", "Bearer " + Expired.Text))).IsError(401, "expired_api_key");
        var shown = drill.Router.Log.Text;
        foreach (var path in new[] { "/v1/status", "/v1/snapshot", "/metrics" }) shown += (await drill.Router.AdminAsync(path)).Text;
        Assert.Contains("status 502", shown, StringComparison.Ordinal);
        foreach (var key in new[] { Everything, Expired, OtherOnly })
        {
            Assert.DoesNotContain(key.Text.Split('_')[2], shown, StringComparison.Ordinal);
            var hash = key.Manifest.Split('\n').Single(line => line.Contains("sha256", StringComparison.Ordinal)).Split('"')[1];
            Assert.DoesNotContain(hash, shown, StringComparison.Ordinal);
        }

        Assert.DoesNotContain(secretPrompt, shown, StringComparison.Ordinal);
    }

    private static string[] Ids(Answer models) => [.. models.IsOk().Json["data"]!.AsArray().Select((JsonNode? m) => (string)m!["id"]!)];
}
