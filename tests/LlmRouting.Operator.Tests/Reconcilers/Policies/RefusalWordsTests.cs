using LlmRouting.Contract.Frames;
using LlmRouting.Operator.Publishing;
using LlmRouting.Operator.Reconcilers.Policies;
using LlmRouting.Operator.Reconcilers.Status;
using static LlmRouting.Operator.Tests.Reconcilers.Objects;

namespace LlmRouting.Operator.Tests.Reconcilers.Policies;

public sealed class RefusalWordsTests
{
    [Fact]
    public void A_condition_names_frame_problems_and_pods_once()
    {
        var refusals = Enumerable.Range(0, 5).Select(pod => Refusal($"gw-{pod}", FrameKind.Config, null, "there is no classifier v9", "a price is negative"));
        var status = PolicyStatusPlan.Plan(new PolicyFacts { Policy = Policy(), Connected = 5, Refusals = RefusalWords.Of(Policy(), refusals) }, Now);
        Assert.Equal("gw-0, gw-1, gw-2 and 2 more cannot serve Config: there is no classifier v9, a price is negative", Of(status.Conditions, "Programmed").Message);
    }

    [Theory]
    [InlineData("default/small", 1)]
    [InlineData("default/other", 0)]
    [InlineData("elsewhere/small", 0)]
    public void Endpoints_concern_policies_that_use_the_tier(string tier, int sentences)
    {
        var words = RefusalWords.Of(Policy(), [Refusal("gw-0", FrameKind.Endpoints, tier, "port 0")]);
        Assert.Equal(sentences, words.Count);
        Assert.All(words, sentence => Assert.Equal($"gw-0 cannot serve Endpoints of {tier}: port 0", sentence));
    }

    private static PodRefusal Refusal(string pod, FrameKind kind, string? tier, params string[] problems) =>
        new(new Peer("models", "gateway", pod, "uid-" + pod), new FrameRefusal(kind, tier, new FrameOrder(0, 1), problems));
}
