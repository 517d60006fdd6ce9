using System.Net;
using System.Text.Json.Nodes;
using LlmRouting.Operator.Kubernetes;
using LlmRouting.Operator.Reconcilers.Status;

namespace LlmRouting.Operator.Tests.Reconcilers.Status;

public sealed class UndeclaredFieldsTests
{
    private readonly UndeclaredFields fields = new();

    [Fact]
    public void What_an_older_CRD_does_not_have_is_left_out_of_that_kinds_status()
    {
        Assert.True(fields.Learn(Refusal(".status.observedShare: field not declared in schema, .status.evidence.window: field not declared in schema"), "CanaryRollout"));
        var status = new JsonObject { ["phase"] = "Progressing", ["observedShare"] = "10%", ["evidence"] = new JsonObject() };
        fields.RemoveFrom(status, "ModelTier");
        Assert.Equal(3, status.Count);
        fields.RemoveFrom(status, "CanaryRollout");
        Assert.Equal("phase", Assert.Single(status).Key);
    }

    [Fact]
    public void Another_refusal_or_the_same_again_is_no_reason_to_repeat()
    {
        Assert.False(fields.Learn(Refusal("the object has been modified"), "CanaryRollout"));
        Assert.True(fields.Learn(Refusal(".status.observedShare: field not declared in schema"), "CanaryRollout"));
        Assert.False(fields.Learn(Refusal(".status.observedShare: field not declared in schema"), "CanaryRollout"));
        fields.Forget();
        Assert.True(fields.Learn(Refusal(".status.observedShare: field not declared in schema"), "CanaryRollout"));
    }

    private static KubernetesException Refusal(string message) => new(HttpStatusCode.InternalServerError, null, "failed to create typed patch object (/x; llmrouting.dev/v1alpha1, Kind=CanaryRollout): " + message);
}
