using LlmRouting.Contract.Frames;
using LlmRouting.DataPlane.Configuration.Operator;
using LlmRouting.DataPlane.Serving;
using LlmRouting.DataPlane.Tests.Harness;

namespace LlmRouting.DataPlane.Tests.Configuration.Operator;

public sealed class FeedbackTests
{
    [Fact]
    public async Task Any_replica_of_a_gateway_takes_a_vote_on_what_another_answered()
    {
        await using var pushed = await Pushed.PrepareAsync();
        pushed.Publish(pushed.Snapshot);
        pushed.Server.Publish(new CredentialsFrame { Credentials = pushed.Snapshot.Credentials, RequestIdKey = new byte[32], Order = pushed.NextOrder() });
        await pushed.RouterStartsAsync();
        await pushed.ServesAsync(pushed.Snapshot.Revision);
        var id = (await pushed.Router.AskAsync(Prompts.Chat())).IsOk()["x-request-id"];

        await using var other = await RouterUnderTest.FollowAsync(new RouterOptions
        {
            Operator = new OperatorOptions { Address = pushed.Server.Address, TokenFile = pushed.Token, AuthorityFile = pushed.Authority },
        });
        await other.StatusBecomesAsync(status => (string?)status["configuration"]!["revision"] == pushed.Snapshot.Revision);
        (await other.AskAsync($$"""{"request_id":"{{id}}","rating":5}""", "/v1/feedback")).IsOk();
        await other.CountsAsync(1, "llm_feedback_total", ("tier", "weak"), ("rating", "5"));
    }
}
