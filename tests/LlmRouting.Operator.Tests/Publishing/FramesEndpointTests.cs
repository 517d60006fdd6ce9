using LlmRouting.Contract.Api;
using LlmRouting.Contract.Frames;
using LlmRouting.Operator.Publishing;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit.Abstractions;

namespace LlmRouting.Operator.Tests.Publishing;

public sealed class FramesEndpointTests(ITestOutputHelper output) : IAsyncLifetime
{
    private OperatorUnderTest test = null!;
    private PublishInputs inputs = Samples.Inputs(10, Samples.Tier("small"), Samples.Policy("p", "small"));
    private SnapshotPublisher publisher = null!;

    public async Task InitializeAsync()
    {
        test = await OperatorUnderTest.StartAsync();
        publisher = new SnapshotPublisher(() => inputs, () => [new GatewayDefinition("default")], () => 0, test.Publishers, test.Time, NullLogger<SnapshotPublisher>.Instance);
    }

    public async Task DisposeAsync() => await test.DisposeAsync();

    [Fact]
    public async Task A_reader_gets_a_hello_everything_and_a_heartbeat_then_every_change()
    {
        publisher.PublishOnce();
        var (reader, first) = await test.SubscribeAsync();
        await using var _ = reader;
        Assert.Equal(new Version(2, 0), reader.Response.Version);
        Assert.Equal(FrameProtocol.FramesMediaType, reader.Response.Content.Headers.ContentType!.MediaType);
        Assert.Equal(["hello", "endpoints/models/small", "credentials", "keys", "config", "splits", "replicas", "heartbeat"], first.Select(frame => frame.Slot.ToString()));
        Assert.Equal(("op-0", "lineage"), ((HelloFrame)first[0]).Operator is var name ? (name, ((HelloFrame)first[0]).Lineage) : default);
        Publish(11, [Samples.Tier("small"), Samples.Policy("p", "small", "renamed")]);
        Assert.Equal(["renamed"], Assert.IsType<ConfigFrame>(await reader.NextAsync()).Policies.Single().Models);
    }

    [Fact]
    public async Task What_it_reads_composes_to_what_was_compiled()
    {
        Publish(11, [Samples.Tier("small"), Samples.Policy("p", "small"), Samples.Slice("small", "10.0.0.1")]);
        var (reader, first) = await test.SubscribeAsync();
        await using var _ = reader;
        var composer = new FrameComposer("default");
        foreach (var frame in first)
        {
            composer = composer.Take(frame, out var verdict);
            Assert.Equal(FrameVerdict.Taken, verdict);
        }

        Assert.Equal(["http://10.0.0.1:8000"], composer.Compose()!.Endpoints.Single().BaseUrls);
    }

    [Fact]
    public async Task One_pods_flip_among_a_thousand_tiers_costs_less_than_2_kB()
    {
        var tiers = Enumerable.Range(0, 1000).Select(i => $"tier-{i}").ToList();
        List<ApiObject> objects = [.. tiers.Select(name => Samples.Tier(name)), .. tiers.Select((name, i) => Samples.Policy($"policy-{i}", name, $"model-{i}"))];
        Publish(11, [.. objects, Pods(64)]);
        var (reader, first) = await test.SubscribeAsync();
        await using var _ = reader;
        Assert.Equal(1007, first.Count);
        var worst = 0L;
        for (var i = 1; i <= 6; i++)
        {
            var before = test.Received;
            Publish((ulong)(11 + i), [.. objects, Pods(64 - (i % 2))]);
            Assert.IsType<EndpointsFrame>(await reader.NextAsync());
            worst = Math.Max(worst, test.Received - before);
        }

        output.WriteLine($"at most {worst} bytes a flip, 64 pods in the tier; {first.Count} frames at first");
        Assert.InRange(worst, 1, 2047);
    }

    [Fact]
    public async Task Silence_is_broken_by_a_heartbeat()
    {
        publisher.PublishOnce();
        var (reader, _) = await test.SubscribeAsync();
        await using var __ = reader;
        for (var i = 0; i < 3; i++)
        {
            var next = reader.NextAsync();
            // The timer starts anew after each write, which the reader may see first.
            while (!next.IsCompleted)
            {
                test.Time.Advance(FrameProtocol.HeartbeatInterval);
                await Task.Yield();
            }

            Assert.IsType<HeartbeatFrame>(await next);
        }
    }

    [Fact]
    public async Task Without_gzip_the_lines_are_plain()
    {
        publisher.PublishOnce();
        await using var reader = new FrameReader(await test.GetAsync(gzip: false));
        Assert.IsType<HelloFrame>(await reader.NextAsync());
    }

    [Theory]
    [InlineData("/v1/frames/default?schema=1", "", 401)]
    [InlineData("/v1/frames/default?schema=1", "garbage", 401)]
    [InlineData("/v1/frames/default?schema=99", null, 406)]
    [InlineData("/v1/frames/other?schema=1", null, 404)]
    [InlineData("/v1/frames/De%2Ffault?schema=1", null, 404)]
    [InlineData("/v1/frames/", null, 404)]
    public async Task Whoever_asks_wrongly_is_told(string path, string? token, int status)
    {
        publisher.PublishOnce();
        using var answer = await test.GetAsync(path, token);
        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Fact]
    public async Task Another_service_account_and_another_audience_are_403_and_no_API_server_is_503()
    {
        publisher.PublishOnce();
        test.Api.MayDo = (_, verb, path) => (verb, path) != ("get", "/v1/frames/default");
        using var account = await test.GetAsync();
        Assert.Equal(403, (int)account.StatusCode);
        using var audience = await test.GetAsync(token: ReviewingApi.Token("api"));
        Assert.Equal(403, (int)audience.StatusCode);
        test.Api.Before = _ => Task.FromResult<int?>(500);
        using var down = await test.GetAsync();
        Assert.Equal(503, (int)down.StatusCode);
        Assert.Equal(0, test.Books.Acknowledgements.Count("default", default, default).Ready);
    }

    [Fact]
    public async Task Until_the_caches_are_complete_nobody_is_told_half_of_it()
    {
        test.IsReady = false;
        using var answer = await test.GetAsync();
        Assert.Equal(503, (int)answer.StatusCode);
    }

    [Fact]
    public async Task A_reader_whose_right_is_taken_away_is_let_go_and_one_whose_API_server_is_away_is_not()
    {
        publisher.PublishOnce();
        var (reader, _) = await test.SubscribeAsync();
        await using var __ = reader;
        test.Api.Before = _ => Task.FromResult<int?>(500);
        test.Time.Advance(TimeSpan.FromMinutes(6));
        Publish(11, [Samples.Tier("small"), Samples.Policy("p", "small", "renamed")]);
        while (await reader.NextAsync() is not ConfigFrame) { }
        test.Api.Before = _ => Task.FromResult<int?>(null);
        test.Api.MayDo = (_, _, _) => false;
        test.Time.Advance(TimeSpan.FromMinutes(6));
        while (await reader.NextAsync() is { } frame) Assert.IsType<HeartbeatFrame>(frame);
        Assert.Equal(0, test.Publishers.Find("default")!.Subscribers);
    }

    [Fact]
    public async Task An_operator_that_stops_ends_its_streams()
    {
        publisher.PublishOnce();
        var (reader, _) = await test.SubscribeAsync();
        await using var __ = reader;
        var stopping = test.StopAsync();
        while (await reader.NextAsync() is not null) { }
        await stopping;
    }

    [Fact]
    public async Task The_next_handshake_sees_the_newest_certificate()
    {
        var before = test.Certificate.Current.Thumbprint;
        test.Time.Advance(TimeSpan.FromDays(61));
        await test.Certificate.EnsureAsync(default);
        Assert.NotEqual(before, test.Certificate.Current.Thumbprint);
        using var socket = new System.Net.Sockets.TcpClient("127.0.0.1", test.Address.Port);
        await using var tls = new System.Net.Security.SslStream(socket.GetStream(), false, (_, _, _, _) => true);
        await tls.AuthenticateAsClientAsync("localhost");
        Assert.Equal(test.Certificate.Current.GetCertHashString(), tls.RemoteCertificate!.GetCertHashString());
    }

    private static EndpointSlice Pods(int count) => Samples.Slice("tier-7", [.. Enumerable.Range(1, count).Select(i => $"10.42.{i}.{i * 3}")]);

    private void Publish(ulong version, ApiObject[] objects)
    {
        inputs = Samples.Inputs(version, objects);
        publisher.PublishOnce();
    }
}
