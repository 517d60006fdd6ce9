using System.Net;
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
        Assert.Equal(status, (await Identity(api, new ManualTime()).ReviewAsync(header, "get", Path, IPAddress.Loopback, default)).Status);
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
        await identity.ReviewAsync("Bearer " + Token, "create", Path, IPAddress.Loopback, default);
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

    [Fact]
    public async Task Forged_tokens_of_one_address_leave_others_their_reviews()
    {
        await using var api = await ApiAsync();
        var identity = Identity(api, new ManualTime());
        var forged = Hang(api, identity, Enumerable.Repeat("10.0.9.9", 100));
        Assert.Equal(503, (await Ask(identity, from: "10.0.9.9")).Status);
        Assert.Equal(200, (await Ask(identity)).Status);
        await ReleaseAsync(api, forged);
        Assert.Equal(200, (await Ask(identity, from: "10.0.9.9")).Status);
    }

    [Fact]
    public async Task Forged_tokens_of_many_addresses_leave_those_who_were_known_their_reviews()
    {
        await using var api = await ApiAsync();
        var time = new ManualTime();
        var identity = Identity(api, time);
        Assert.Equal(200, (await Ask(identity)).Status);
        var forged = Hang(api, identity, Enumerable.Range(0, 100).Select(i => $"10.0.9.{i}"));
        time.Advance(PeerIdentity.GoodFor);
        Assert.Equal(200, (await Ask(identity)).Status);
        await ReleaseAsync(api, forged);
    }

    /// <summary>Made-up tokens whose reviews the API server does not answer before <see cref="ReleaseAsync"/>; the good one's are answered.</summary>
    private static List<Task<PeerVerdict>> Hang(ReviewingApi api, PeerIdentity identity, IEnumerable<string> addresses)
    {
        api.Hold = token => token != Token;
        return [.. addresses.Select((from, i) => Ask(identity, ReviewingApi.Token(name: $"forged-{i}"), from))];
    }

    private static async Task ReleaseAsync(ReviewingApi api, List<Task<PeerVerdict>> forged)
    {
        api.Release();
        Assert.All(await Task.WhenAll(forged), verdict => Assert.Contains(verdict.Status, new[] { 401, 503 }));
    }

    private static Task<PeerVerdict> Ask(PeerIdentity identity, string? token = null, string from = "10.0.0.1") =>
        identity.ReviewAsync("Bearer " + (token ?? Token), "get", Path, IPAddress.Parse(from), default);

    private static PeerIdentity Identity(ReviewingApi api, TimeProvider time) => new(api.Client(time), "models", time, NullLogger<PeerIdentity>.Instance);

    private static async Task<ReviewingApi> ApiAsync()
    {
        var api = await ReviewingApi.StartAsync();
        api.Users[Token] = ReviewingApi.Pod("models:gateway", "gw-0", "uid-0");
        return api;
    }
}
