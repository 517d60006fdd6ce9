using System.Text.Json;
using LlmRouting.Operator.Reconcilers.Observing;

namespace LlmRouting.Operator.Tests.Reconcilers.Observing;

public sealed class PodViewTests
{
    [Theory]
    [InlineData("""{"conditions":[{"type":"PodScheduled","status":"False","reason":"Unschedulable","message":"0/3 nodes: insufficient nvidia.com/gpu"}]}""", "Unschedulable", "insufficient nvidia.com/gpu")]
    [InlineData("""{"containerStatuses":[{"name":"vllm","image":"vllm/vllm-openai:v9","state":{"waiting":{"reason":"ImagePullBackOff","message":"Back-off"}}}]}""", "ImagePullFailed", "vllm/vllm-openai:v9")]
    [InlineData("""{"containerStatuses":[{"name":"vllm","state":{"waiting":{"reason":"CreateContainerConfigError","message":"secret \"hf\" not found"}}}]}""", "ContainerConfigError", "secret \"hf\" not found")]
    [InlineData("""{"containerStatuses":[{"name":"vllm","state":{"waiting":{"reason":"CrashLoopBackOff"}},"lastState":{"terminated":{"exitCode":137,"reason":"OOMKilled"}}}]}""", "CrashLooping", "OOMKilled")]
    public void A_pod_says_why_it_does_not_serve(string status, string reason, string part)
    {
        var trouble = Of(status).Trouble;
        Assert.Equal(reason, trouble?.Reason);
        Assert.Contains(part, trouble!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{}""", false)]
    [InlineData("""{"containerStatuses":[{"name":"vllm","state":{"waiting":{"reason":"ContainerCreating"}}}]}""", false)]
    [InlineData("""{"podIP":"10.0.0.1","conditions":[{"type":"Ready","status":"True"}]}""", true)]
    public void A_pod_that_is_just_coming_has_no_trouble(string status, bool ready)
    {
        Assert.Null(Of(status).Trouble);
        Assert.Equal(ready, Of(status).Ready);
    }

    [Theory]
    [InlineData("""{"containerStatuses":[{"name":"vllm","started":true,"ready":false}]}""", true)]
    [InlineData("""{"containerStatuses":[{"name":"vllm","started":false},{"name":"sidecar","started":true}]}""", false)]
    [InlineData("""{}""", false)]
    public void A_pod_has_started_when_vLLM_has(string status, bool started) => Assert.Equal(started, Of(status).Started);

    [Fact]
    public void A_pod_of_two_families_is_known_by_either_address() =>
        Assert.Equal(["10.0.0.1", "fd00::1"], Of("""{"podIP":"10.0.0.1","podIPs":[{"ip":"10.0.0.1"},{"ip":"fd00::1"}]}""").Ips);

    private static PodView Of(string status) => PodView.Of(JsonDocument.Parse($$"""{"metadata":{"name":"small-1"},"status":{{status}}}""").RootElement);
}
