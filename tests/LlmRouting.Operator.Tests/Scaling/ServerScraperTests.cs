using System.Threading.Channels;
using LlmRouting.Contract.Frames;
using LlmRouting.Contract.Vllm;
using LlmRouting.Operator.Scaling;
using LlmRouting.Operator.Tests.Kubernetes;
using Microsoft.Extensions.Logging.Abstractions;

namespace LlmRouting.Operator.Tests.Scaling;

public sealed class ServerScraperTests : IAsyncLifetime
{
    private readonly Channel<string> scraped = Channel.CreateUnbounded<string>();
    private readonly HttpMessageInvoker http = new(new SocketsHttpHandler());
    private ScriptedApi api = null!;
    private VllmDouble vllm = null!;
    private ScaledTier test = null!;
    private ServerScraper scraper = null!;

    public async Task InitializeAsync()
    {
        api = await ScriptedApi.StartAsync("{}");
        vllm = await VllmDouble.StartAsync();
        test = new ScaledTier(api);
        test.Deployment(1);
        test.Servers(["127.0.0.1"], [], vllm.Port);
        scraper = new ServerScraper(
            () => test.Tiers.All.Values, new MetricsReader(http, test.Time), test.Book, tier => scraped.Writer.TryWrite(tier), test.Time, new Random(3), NullLogger<ServerScraper>.Instance);
    }

    public async Task DisposeAsync()
    {
        http.Dispose();
        await vllm.DisposeAsync();
        await api.DisposeAsync();
    }

    [Fact]
    public async Task Figures_of_a_server_come_from_its_metrics_asked_with_the_tiers_key()
    {
        test.VllmKey("secret");
        vllm.Metrics = "vllm:num_requests_running{engine=\"0\"} 3\nvllm:num_requests_running{engine=\"1\"} 4\nvllm:num_requests_waiting 2\nvllm:gpu_cache_usage_perc 0.5\n";
        await ScrapeAsync();
        Assert.Equal(new Figure(9, true), test.Load.Demand);
        Assert.Equal(0.5, test.Load.KvCache.Value);
        Assert.Equal(("/metrics", "Bearer secret", ""), vllm.Asked.Single());
    }

    [Fact]
    public async Task A_new_server_is_asked_soon_and_then_each_2_s()
    {
        await ScrapeAsync();
        var before = vllm.Asked.Count;
        await AdvanceAsync(TimeSpan.FromSeconds(1));
        Assert.Equal(before, vllm.Asked.Count);
        await AdvanceAsync(TimeSpan.FromSeconds(20));
        Assert.InRange(vllm.Asked.Count - before, 9, 11);
    }

    [Fact]
    public async Task A_server_that_fails_is_unknown_after_10_s_and_not_idle()
    {
        await ScrapeAsync();
        Assert.True(test.Load.Demand.IsComplete);
        vllm.Status = 500;
        for (var i = 0; i < 5; i++)
        {
            await AdvanceAsync(TimeSpan.FromSeconds(2.4));
        }

        Assert.False(test.Load.Demand.IsComplete);
        Assert.True(scraper.Failures >= 4);
    }

    [Fact]
    public async Task What_changed_is_told_once()
    {
        var frames = new List<LoadFrame>();
        var publisher = new LoadPublisher(test.Tiers, test.Book, frames.Add, () => 3, test.Time);
        vllm.Metrics = "vllm:num_requests_running 3\nvllm:num_requests_waiting 2\nvllm:kv_cache_usage_perc 0.5\n";
        await ScrapeAsync();
        publisher.Scraped(ScaledTier.Key);
        publisher.Scraped(ScaledTier.Key);
        publisher.PublishChanged();
        publisher.PublishChanged();
        var frame = Assert.Single(frames);
        Assert.Equal((ScaledTier.Key, 3, 2, 500, 3), (frame.Tier, frame.Running[0], frame.Waiting[0], frame.KvCache[0], frame.Order.Transitions));
        Assert.Equal($"http://127.0.0.1:{vllm.Port}", frame.BaseUrls[0]);
    }

    [Theory]
    [InlineData(3, true)]
    [InlineData(0, false)]
    public async Task A_busy_tiers_figures_are_said_again_before_data_planes_forget_them(int running, bool again)
    {
        var frames = new List<LoadFrame>();
        var publisher = new LoadPublisher(test.Tiers, test.Book, frames.Add, () => 3, test.Time);
        vllm.Metrics = $"vllm:num_requests_running {running}\nvllm:num_requests_waiting 0\n";
        await ScrapeAsync();
        publisher.Scraped(ScaledTier.Key);
        publisher.PublishChanged();
        test.Time.Advance(TimeSpan.FromSeconds(10));
        publisher.Scraped(ScaledTier.Key);
        publisher.PublishChanged();
        Assert.Equal(again, frames[0].Round != frames[1].Round);
    }

    [Fact]
    public async Task A_server_that_is_no_more_is_forgotten()
    {
        await ScrapeAsync();
        test.Servers();
        scraper.StartDue(default);
        Assert.Equal(ServerReading.Unknown, test.Book.Of(ScaledTier.Key, $"http://127.0.0.1:{vllm.Port}"));
        Assert.Equal(ScaledTier.Key, await scraped.Reader.ReadAsync());
    }

    private async Task ScrapeAsync()
    {
        await AdvanceAsync(TimeSpan.FromSeconds(0.6));
        Assert.True(scraped.Reader.TryRead(out _));
    }

    /// <summary>As the loop would, round by round, with servers that answer at once.</summary>
    private async Task AdvanceAsync(TimeSpan by)
    {
        for (var at = TimeSpan.Zero; at < by; at += ServerScraper.Round)
        {
            scraper.StartDue(default);
            await scraper.Idle;
            test.Time.Advance(ServerScraper.Round);
        }
    }
}
