using LlmRouting.DataPlane.Simulation;

namespace LlmRouting.DataPlane.Tests.Clients.Node;

/// <summary>What the official npm package throws, and what it repeats by itself.</summary>
public sealed class ErrorTests
{
    [Fact]
    public async Task Each_refusal_is_the_error_class_that_its_users_expect()
    {
        await using var router = await ClientRouter.StartAsync();
        var told = await NodeStory.RunAsync(router, "errors", router.TrialKey);
        Assert.All(told.At("classes").EnumerateArray(), isClass => Assert.True(isClass.GetBoolean()));
        Refusal("temperature", "BadRequestError", 400, "invalid_value", "temperature");
        Refusal("noMessages", "BadRequestError", 400, "missing_required_parameter", "messages");
        Refusal("role", "BadRequestError", 400, "missing_required_parameter", "messages[1].role");
        Refusal("capability", "BadRequestError", 400, "capability_not_supported", "reasoning_effort");
        Refusal("tooLong", "BadRequestError", 400, "context_length_exceeded", "messages");
        Refusal("key", "AuthenticationError", 401, "invalid_api_key", null);
        Refusal("model", "NotFoundError", 404, "model_not_found", "model");
        Refusal("streamed", "NotFoundError", 404, "model_not_found", "model");
        Refusal("modelEntry", "NotFoundError", 404, "model_not_found", "model", hasId: false);
        Refusal("address", "NotFoundError", 404, "unknown_url", null, hasId: false);
        Refusal("limited", "RateLimitError", 429, "rate_limit_exceeded", null);
        Assert.InRange(int.Parse(told.At("limited").Text("retryAfter")!), 15, 20);
        Assert.Equal(1, router.Small.State.Received);

        void Refusal(string name, string type, int status, string code, string? param, bool hasId = true)
        {
            var error = told.At(name);
            Assert.Equal((type, status, code, param), (error.Text("class"), error.Number("status"), error.Text("code"), error.Text("param")));
            Assert.Equal(error.Text("headerId"), error.Text("requestId"));
            if (hasId) Assert.StartsWith("req_", error.Text("requestId"), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("status=500", 502, "upstream_server_error")]
    [InlineData("status=503;retry-after=3", 503, "upstream_unavailable")]
    [InlineData("reset", 502, "upstream_reset")]
    [InlineData("garbage", 502, "upstream_unparsable")]
    public async Task A_failing_upstream_is_an_InternalServerError_after_the_retries_of_the_package(string fault, int status, string code)
    {
        await using var router = await ClientRouter.StartAsync();
        router.Small.SetFault(Fault.Parse(fault));
        var told = await NodeStory.RunAsync(router, "retries", "2");
        var error = told.At("error");
        Assert.Equal(("InternalServerError", status, code), (error.Text("class"), error.Number("status"), error.Text("code")));
        Assert.Equal(2, told.At("waits").GetArrayLength());
        if (status == 503) Assert.All(told.At("waits").EnumerateArray(), wait => Assert.Equal(3000, wait.GetDouble()));
    }

    [Fact]
    public async Task Retry_After_is_obeyed_and_the_repeat_answers()
    {
        await using var router = await ClientRouter.StartAsync();
        router.Small.SetFault(Fault.Parse("status=429;retry-after=7;count=1"));
        var told = await NodeStory.RunAsync(router, "retries", "2");
        Assert.Equal(7000, told.At("waits")[0].GetDouble());
        Assert.StartsWith("Simulated answer", told.Text("text"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_exhausted_retry_budget_is_not_repeated()
    {
        await using var router = await ClientRouter.StartAsync(policy: ClientManifests.WithoutBudget);
        router.Small.SetFault(Fault.Parse("status=500"));
        var told = await NodeStory.RunAsync(router, "retries", "2");
        Assert.Equal((503, "retry_budget_exhausted"), (told.At("error").Number("status"), told.At("error").Text("code")));
        Assert.Equal(0, told.At("waits").GetArrayLength());
        Assert.Equal(1, router.Small.State.Received);
    }

    [Theory]
    [InlineData("chat", "cut=5", "upstream_truncated")]
    [InlineData("chat", "end=5", "upstream_truncated")]
    [InlineData("completions", "cut=4", "upstream_truncated")]
    [InlineData("responses", "cut=8", "upstream_truncated")]
    public async Task A_stream_cut_in_the_middle_is_an_APIError_after_the_text_that_came(string api, string fault, string code)
    {
        await using var router = await ClientRouter.StartAsync();
        router.Small.SetFault(Fault.Parse(fault));
        var told = await NodeStory.RunAsync(router, "broken", api);
        Assert.Equal("Simulated answer of small-model", told.Text("text"));
        var error = told.At("error");
        Assert.Equal(("APIError", code, "api_error"), (error.Text("class"), error.Text("code"), error.Text("type")));
        Assert.StartsWith("req_", error.Text("requestId"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_error_event_of_the_upstream_is_an_APIError_too()
    {
        await using var router = await ClientRouter.StartAsync();
        router.Small.SetFault(Fault.Parse("error-event=5"));
        var told = await NodeStory.RunAsync(router, "broken", "chat");
        Assert.Equal("Simulated answer of small-model", told.Text("text"));
        Assert.Contains("simulated fault", told.At("error").Text("message"), StringComparison.Ordinal);
    }
}
