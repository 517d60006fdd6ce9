using System.Text.Json.Nodes;
using LlmRouting.Operator.Kubernetes;
using LlmRouting.Operator.Runtime.Metrics;

namespace LlmRouting.Operator.Tests.Runtime.Metrics;

public sealed class ApiCallCounterTests
{
    [Fact]
    public async Task Counts_requests_to_this_API_server_by_verb_and_code_and_no_others()
    {
        var metrics = new OperatorMetrics();
        await using var api = new ScriptedApi();
        await using var other = new ScriptedApi();
        using var counter = new ApiCallCounter(api.Server, metrics);
        await CallAsync(api, 201);
        await CallAsync(api, 403);
        await CallAsync(other, 201);
        var lines = metrics.Render().Split('\n').Where(l => l.StartsWith("llm_operator_api_requests_total", StringComparison.Ordinal));
        Assert.Equal(["llm_operator_api_requests_total{verb=\"POST\",code=\"201\"} 1", "llm_operator_api_requests_total{verb=\"POST\",code=\"403\"} 1"], lines);
    }

    private static async Task CallAsync(ScriptedApi api, int code)
    {
        using var client = api.Client(TimeProvider.System);
        var call = client.CreateAsync(ApiResources.ConfigMaps, "t", new JsonObject(), CancellationToken.None);
        var request = await api.NextAsync("POST /api/v1/namespaces/t/configmaps");
        await request.AnswerAsync("{}", $"{code} X");
        if (code < 300) await call;
        else await Assert.ThrowsAsync<KubernetesException>(() => call);
    }
}
