using LlmRouting.DataPlane.Access;
using LlmRouting.DataPlane.Tests.Harness;

namespace LlmRouting.DataPlane.Tests.Serving;

public sealed class FeedbackDrillTests
{
    private static readonly Keys Mine = Keys.Create("mine");
    private static readonly Keys Foreign = Keys.Create("foreign");

    private static Task<Drill> StartAsync() => Drill.StartAsync(new DrillPlan { Documents = [Mine.Manifest, Foreign.Manifest], Router = o => o with { Auth = AuthMode.ApiKey } });

    private static string Vote(string? id, string rating) => $$"""{"request_id":"{{id}}","rating":{{rating}}}""";

    [Theory]
    [InlineData("5", "5")]
    [InlineData("\"down\"", "1")]
    public async Task One_vote_an_answer_by_the_key_that_asked(string rating, string counted)
    {
        await using var drill = await StartAsync();
        var id = (await drill.Router.AskAsync(Prompts.Chat(), Prompts.ChatPath, Mine.Header)).IsOk()["x-request-id"];
        (await drill.Router.AskAsync(Vote(id, rating), "/v1/feedback", Foreign.Header)).IsError(404, "request_not_found", "request_id");
        (await drill.Router.AskAsync(Vote(id, rating), "/v1/feedback", Mine.Header)).IsOk();
        (await drill.Router.AskAsync(Vote(id, rating), "/v1/feedback", Mine.Header)).IsError(409, "already_rated", "request_id");
        await drill.Router.CountsAsync(1, "llm_feedback_total", ("policy", "default"), ("tier", "weak"), ("rating", counted));
        await drill.Router.CountsAsync(1, "llm_feedback_total");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_vote_outlives_a_restart_where_state_is_kept(bool keepsState)
    {
        var state = Directory.CreateTempSubdirectory("llmr-state-");
        Task<Drill> StartWithStateAsync() => Drill.StartAsync(new DrillPlan { Router = o => o with { StateFolder = keepsState ? state.FullName : null } });
        string? id;
        await using (var before = await StartWithStateAsync()) id = (await before.Router.AskAsync(Prompts.Chat())).IsOk()["x-request-id"];
        await using (var after = await StartWithStateAsync())
        {
            var voted = await after.Router.AskAsync(Vote(id, "5"), "/v1/feedback");
            if (keepsState) voted.IsOk();
            else voted.IsError(404, "request_not_found", "request_id");
            await after.Router.CountsAsync(keepsState ? 1 : 0, "llm_feedback_total", ("tier", "weak"), ("rating", "5"));
        }

        state.Delete(recursive: true);
    }

    [Fact]
    public async Task What_is_no_vote_names_the_parameter()
    {
        await using var drill = await StartAsync();
        var id = (await drill.Router.AskAsync(Prompts.Chat(), Prompts.ChatPath, Mine.Header)).IsOk()["x-request-id"]!;
        async Task<Answer> AskAsync(string body) => await drill.Router.AskAsync(body, "/v1/feedback", Mine.Header);
        (await AskAsync("{")).IsError(400, "invalid_json");
        (await AskAsync("""{"request_id":"\ud800","rating":5}""")).IsError(400, "invalid_json");
        using (var response = await drill.Router.SendAsync([.. "{\"request_id\":\""u8, 0xFF, .. "\"}"u8], "/v1/feedback", default, Mine.Header))
            (await Answer.ReadAsync(response)).IsError(400, "invalid_json");
        (await AskAsync("[]")).IsError(400, "invalid_body");
        (await AskAsync("{\"rating\":5}")).IsError(400, "missing_request_id", "request_id");
        (await AskAsync(Vote(id, "6"))).IsError(400, "invalid_rating", "rating");
        (await AskAsync(Vote(id, "\"good\""))).IsError(400, "invalid_rating", "rating");
        (await AskAsync(Vote(id[..^2] + "zz", "5"))).IsError(404, "request_not_found", "request_id");
        (await AskAsync(Vote("nonsense", "5"))).IsError(404, "request_not_found", "request_id");
        await drill.Router.CountsAsync(0, "llm_feedback_total");
    }

    [Fact]
    public async Task A_failed_request_has_an_id_that_can_be_rated_too()
    {
        await using var drill = await StartAsync();
        drill.FailWeak("status=500");
        drill.FailStrong("status=500");
        var id = (await drill.Router.AskAsync(Prompts.Chat(), Prompts.ChatPath, Mine.Header)).IsError(502, "upstream_server_error")["x-request-id"];
        (await drill.Router.AskAsync(Vote(id, "1"), "/v1/feedback", Mine.Header)).IsOk();
        await drill.Router.CountsAsync(1, "llm_feedback_total", ("tier", "weak"), ("rating", "1"));
    }
}
