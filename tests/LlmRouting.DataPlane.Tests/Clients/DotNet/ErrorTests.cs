using System.ClientModel;
using System.Text.Json;
using LlmRouting.DataPlane.Simulation;
using OpenAI.Chat;

#pragma warning disable OPENAI001 // the SDK calls reasoning effort an evaluation

namespace LlmRouting.DataPlane.Tests.Clients.DotNet;

/// <summary>What the official .NET SDK throws, and what it repeats by itself.</summary>
public sealed class ErrorTests
{
    [Fact]
    public async Task Status_400_names_the_parameter()
    {
        await using var router = await ClientRouter.StartAsync();
        var error = await FailsAsync(() => Sdk.Of(router).GetChatClient("auto").CompleteChatAsync([new UserChatMessage("hello")], new ChatCompletionOptions { Temperature = -1f }));
        Assert.Equal((400, "temperature"), (error.Status, Field(error, "param")));
        Assert.Contains("temperature", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, router.Small.State.Received);
    }

    [Fact]
    public async Task Status_400_names_a_capability_that_no_tier_has()
    {
        await using var router = await ClientRouter.StartAsync();
        var options = new ChatCompletionOptions { ReasoningEffortLevel = ChatReasoningEffortLevel.High };
        var error = await FailsAsync(() => Sdk.Of(router).GetChatClient("auto").CompleteChatAsync([new UserChatMessage("hello")], options));
        Assert.Equal((400, "capability_not_supported", "reasoning_effort"), (error.Status, Field(error, "code"), Field(error, "param")));
    }

    [Fact]
    public async Task Status_401_for_a_wrong_key()
    {
        await using var router = await ClientRouter.StartAsync();
        var error = await FailsAsync(() => Sdk.Of(router, key: "sk-wrong").GetChatClient("auto").CompleteChatAsync("hello"));
        Assert.Equal((401, "invalid_api_key"), (error.Status, Field(error, "code")));
    }

    [Fact]
    public async Task Status_404_for_an_unknown_model()
    {
        await using var router = await ClientRouter.StartAsync();
        var error = await FailsAsync(() => Sdk.Of(router).GetChatClient("gpt-none").CompleteChatAsync("hello"));
        Assert.Equal((404, "model_not_found", "model"), (error.Status, Field(error, "code"), Field(error, "param")));
        Assert.True(error.GetRawResponse()!.Headers.TryGetValue("x-request-id", out _));
    }

    [Fact]
    public async Task Status_429_is_repeated_after_our_Retry_After()
    {
        await using var router = await ClientRouter.StartAsync();
        var retries = new RecordedRetries(1);
        var chat = Sdk.Of(router, router.TrialKey, retries).GetChatClient("auto");
        await chat.CompleteChatAsync("hello");
        var error = await FailsAsync(() => chat.CompleteChatAsync("hello"));
        Assert.Equal((429, "rate_limit_exceeded"), (error.Status, Field(error, "code")));
        Assert.Equal(20, retries.Waits.Single().TotalSeconds, 1.0);
        Assert.True(error.GetRawResponse()!.Headers.TryGetValue("x-ratelimit-remaining-requests", out var left));
        Assert.Equal("0", left);
    }

    [Theory]
    [InlineData("status=500", 502)]
    [InlineData("status=503;retry-after=2", 503)]
    [InlineData("reset", 502)]
    [InlineData("garbage", 502)]
    public async Task A_failing_upstream_is_a_5xx_that_the_sdk_repeats(string fault, int status)
    {
        await using var router = await ClientRouter.StartAsync();
        router.Small.SetFault(Fault.Parse(fault));
        var retries = new RecordedRetries(2);
        var error = await FailsAsync(() => Sdk.Of(router, retries: retries).GetChatClient("auto").CompleteChatAsync("hello"));
        Assert.Equal((status, 2), (error.Status, retries.Waits.Count));
    }

    [Fact]
    public async Task A_repeat_of_the_sdk_succeeds_once_the_upstream_does()
    {
        await using var router = await ClientRouter.StartAsync();
        router.Small.SetFault(Fault.Parse("status=503;count=1"));
        ChatCompletion answer = await Sdk.Of(router, retries: new RecordedRetries(2)).GetChatClient("auto").CompleteChatAsync("hello");
        Assert.Equal(ChatFinishReason.Stop, answer.FinishReason);
    }

    [Fact]
    public async Task Retry_After_of_an_upstream_reaches_the_sdk()
    {
        await using var router = await ClientRouter.StartAsync();
        router.Small.SetFault(Fault.Parse("status=429;retry-after=7"));
        var retries = new RecordedRetries(1);
        var error = await FailsAsync(() => Sdk.Of(router, retries: retries).GetChatClient("auto").CompleteChatAsync("hello"));
        Assert.Equal((429, TimeSpan.FromSeconds(7)), (error.Status, retries.Waits.Single()));
    }

    /// <summary>2.15 does not know the header; the answer still carries it.</summary>
    [Fact]
    public async Task An_exhausted_retry_budget_asks_not_to_be_repeated()
    {
        await using var router = await ClientRouter.StartAsync(policy: ClientManifests.WithoutBudget);
        router.Small.SetFault(Fault.Parse("status=500"));
        var error = await FailsAsync(() => Sdk.Of(router).GetChatClient("auto").CompleteChatAsync("hello"));
        Assert.Equal((503, "retry_budget_exhausted"), (error.Status, Field(error, "code")));
        Assert.True(error.GetRawResponse()!.Headers.TryGetValue("x-should-retry", out var should));
        Assert.Equal("false", should);
    }

    private static Task<ClientResultException> FailsAsync<T>(Func<Task<T>> call) => Assert.ThrowsAsync<ClientResultException>(call);

    private static string? Field(ClientResultException error, string name) =>
        JsonDocument.Parse(error.GetRawResponse()!.Content).RootElement.GetProperty("error").GetProperty(name).GetString();
}
