using LlmRouting.Operator.Publishing;
using LlmRouting.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace LlmRouting.Operator.Tests.Publishing;

public sealed class PeerIdentityTests
{
    private const string Path = "/v1/frames/default";
    private static readonly string Token = ReviewingApi.Token();

    [Fact]
    public async Task A_pod_that_may_is_known_by_its_tokens_uid()
    {
        await using var api = await ApiAsync();
        var verdict = await Ask(Identity(api, new ManualTime()));
        Assert.Equal(new Peer("models", "gateway", "gw-0", "uid-0"), verdict.Peer);
    }

    [Theory]
    [InlineData(null, 401)]
    [InlineData("Basic eDp5", 401)]
    [InlineData("Bearer ", 401)]
    [InlineData("Bearer garbage", 401)]
    [InlineData("Bearer a.b.c", 401)]
    public async Task What_is_no_token_is_nobodys_and_costs_no_question(string? header, int status)
    {
        await using var api = await ApiAsync();
        Assert.Equal(status, (await Identity(api, new ManualTime()).ReviewAsync(header, "get", Path, default)).Status);
        Assert.Empty(api.Requests);
    }

    [Fact]
    public async Task A_forged_token_is_401()
    {
        await using var api = await ApiAsync();
        Assert.Equal(401, (await Ask(Identity(api, new ManualTime()), ReviewingApi.Token(name: "forged"))).Status);
    }

    [Fact]
    public async Task A_token_of_another_audience_is_403_and_costs_no_question()
    {
        await using var api = await ApiAsync();
        Assert.Equal(403, (await Ask(Identity(api, new ManualTime()), ReviewingApi.Token("https://kubernetes.default.svc"))).Status);
        Assert.Empty(api.Requests);
    }

    [Fact]
    public async Task A_pod_with_another_service_account_is_403()
    {
        await using var api = await ApiAsync();
        api.MayDo = (user, _, _) => user != "system:serviceaccount:models:gateway";
        var verdict = await Ask(Identity(api, new ManualTime()));
        Assert.Equal(403, verdict.Status);
        Assert.Contains("may not get /v1/frames/default", verdict.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_account_of_another_namespace_is_403_whatever_rights_another_installation_gave_it()
    {
        await using var api = await ApiAsync();
        api.Users[Token] = ReviewingApi.Pod("other-release:gateway", "gw-0", "uid-0");
        var verdict = await Ask(Identity(api, new ManualTime()));
        Assert.Equal(403, verdict.Status);
        Assert.Contains("not of namespace models", verdict.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_that_is_bound_to_no_pod_is_403()
    {
        await using var api = await ApiAsync();
        api.Users[Token].Remove("extra");
        Assert.Equal(403, (await Ask(Identity(api, new ManualTime()))).Status);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(403)]
    public async Task Without_an_answer_nobody_is_let_in(int status)
    {
        await using var api = await ApiAsync();
        api.Before = _ => Task.FromResult<int?>(status);
        Assert.Equal(503, (await Ask(Identity(api, new ManualTime()))).Status);
    }

    [Fact]
    public async Task A_good_answer_holds_for_ten_seconds_and_for_its_path_alone()
    {
        await using var api = await ApiAsync();
        var time = new ManualTime();
        var identity = Identity(api, time);
        await Ask(identity);
        time.Advance(TimeSpan.FromSeconds(9.9));
        await Ask(identity);
        Assert.Equal(2, api.Requests.Count);
        await identity.ReviewAsync("Bearer " + Token, "create", Path, default);
        Assert.Equal(4, api.Requests.Count);
        time.Advance(TimeSpan.FromSeconds(0.2));
        await Ask(identity);
        Assert.Equal(6, api.Requests.Count);
    }

    [Fact]
    public async Task A_bad_answer_is_asked_for_again()
    {
        await using var api = await ApiAsync();
        var identity = Identity(api, new ManualTime());
        api.MayDo = (_, _, _) => false;
        Assert.Equal(403, (await Ask(identity)).Status);
        api.MayDo = (_, _, _) => true;
        Assert.Equal(200, (await Ask(identity)).Status);
    }

    [Fact]
    public async Task Those_who_ask_at_once_share_one_question()
    {
        await using var api = await ApiAsync();
        var release = new TaskCompletionSource();
        api.Before = async _ =>
        {
            await release.Task;
            return null;
        };
        var identity = Identity(api, new ManualTime());
        var asked = Enumerable.Range(0, 50).Select(_ => Ask(identity)).ToList();
        release.SetResult();
        Assert.All(await Task.WhenAll(asked), verdict => Assert.Equal(200, verdict.Status));
        Assert.Equal(2, api.Requests.Count);
    }

    private static Task<PeerVerdict> Ask(PeerIdentity identity, string? token = null) => identity.ReviewAsync("Bearer " + (token ?? Token), "get", Path, default);

    private static PeerIdentity Identity(ReviewingApi api, TimeProvider time) => new(api.Client(time), "models", time, NullLogger<PeerIdentity>.Instance);

    private static async Task<ReviewingApi> ApiAsync()
    {
        var api = await ReviewingApi.StartAsync();
        api.Users[Token] = ReviewingApi.Pod("models:gateway", "gw-0", "uid-0");
        return api;
    }
}
