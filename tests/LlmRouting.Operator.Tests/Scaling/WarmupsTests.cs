using System.Text.Json.Nodes;
using LlmRouting.Contract.Api;
using LlmRouting.Contract.Snapshot;
using LlmRouting.Contract.Vllm;
using LlmRouting.Operator.Runtime.Metrics;
using LlmRouting.Operator.Scaling;
using LlmRouting.Operator.Tests.Kubernetes;
using LlmRouting.Operator.Tests.Reconcilers;
using Microsoft.Extensions.Logging.Abstractions;

namespace LlmRouting.Operator.Tests.Scaling;

public sealed class WarmupsTests : IAsyncLifetime
{
    private readonly HttpMessageInvoker http = new(new SocketsHttpHandler());
    private readonly OperatorMetrics metrics = new();
    private ScriptedApi api = null!;
    private VllmDouble vllm = null!;
    private ScaledTier test = null!;
    private Warmups warmups = null!;
    private bool isLeader = true;
    private bool rests;
    private double finished;

    public async Task InitializeAsync()
    {
        api = await ScriptedApi.StartAsync("{}");
        vllm = await VllmDouble.StartAsync();
        test = new ScaledTier(api);
        test.Put(new AutoscalingSpec { MaxReplicas = 2 }, warmup: "5m");
        test.Deployment(1);
        test.VllmKey("secret");
        test.Servers(["127.0.0.1"], [], vllm.Port);
        warmups = new Warmups(
            () => test.Tiers.All.Values, test.Book, http, () => isLeader, _ => rests, metrics, test.Time, new Random(3), NullLogger<Warmups>.Instance);
    }

    public async Task DisposeAsync()
    {
        http.Dispose();
        await vllm.DisposeAsync();
        await api.DisposeAsync();
    }

    [Fact]
    public async Task A_server_that_served_nothing_for_the_interval_gets_one_token_S1_17()
    {
        await RunAsync(260);
        Assert.Empty(vllm.Asked);
        await RunAsync(45);
        var (path, authorization, body) = Assert.Single(vllm.Asked);
        Assert.Equal(("/v1/completions", "Bearer secret"), (path, authorization));
        Assert.Equal(("qwen3-4b", 1), (JsonNode.Parse(body)!["model"]!.GetValue<string>(), JsonNode.Parse(body)!["max_tokens"]!.GetValue<int>()));
        Assert.Contains("llm_operator_warmups_total{result=\"success\"} 1", metrics.Render(), StringComparison.Ordinal);
        await RunAsync(305);
        Assert.Equal(2, vllm.Asked.Count);
    }

    [Fact]
    public async Task Traffic_is_warm_up_enough()
    {
        for (var i = 0; i < 4; i++)
        {
            await RunAsync(200);
            finished++;
        }

        Assert.Empty(vllm.Asked);
    }

    [Fact]
    public async Task A_standby_sends_none()
    {
        isLeader = false;
        await RunAsync(700);
        Assert.Empty(vllm.Asked);
    }

    [Fact]
    public async Task A_tier_on_its_way_to_sleep_gets_none()
    {
        rests = true;
        await RunAsync(700);
        Assert.Empty(vllm.Asked);
    }

    [Theory]
    [InlineData(Capability.Chat, "/v1/chat/completions")]
    [InlineData(Capability.Completions, "/v1/completions")]
    [InlineData(Capability.Embeddings, "/v1/embeddings")]
    [InlineData(Capability.Audio, null)]
    public void The_request_is_one_that_the_model_can_serve(Capability capability, string? path) =>
        Assert.Equal(path, WarmupRequest.Of(Objects.Tier().Spec with { Capabilities = [capability] })?.Path);

    private async Task RunAsync(int seconds)
    {
        for (var i = 0; i < seconds; i++)
        {
            test.Book.Take(ScaledTier.Key, $"http://127.0.0.1:{vllm.Port}", new VllmReading(new QueueReading(0, 0, 0), finished, null));
            test.Time.Advance(TimeSpan.FromSeconds(1));
            warmups.StartDue(default);
            await warmups.Idle;
        }
    }
}
