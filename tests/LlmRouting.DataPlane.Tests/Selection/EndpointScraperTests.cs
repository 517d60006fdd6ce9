using System.Net;
using LlmRouting.Contract.Vllm;
using LlmRouting.DataPlane.Selection;
using LlmRouting.DataPlane.State;
using LlmRouting.TestKit;
using Microsoft.Extensions.Logging;

namespace LlmRouting.DataPlane.Tests.Selection;

public sealed class EndpointScraperTests
{
    private readonly ManualTime time = new();
    private readonly FakeServers servers = new();
    private readonly List<ScrapeTarget> targets = [];
    private readonly LogLines log = new();
    private readonly EndpointScraper scraper;

    public EndpointScraperTests() =>
        scraper = new(() => targets, new MetricsReader(new HttpMessageInvoker(servers), time), time, new Random(7), log);

    [Fact]
    public void Every_endpoint_is_read_each_5_s_within_10_percent()
    {
        Add("http://a:8000", "http://b:8000");
        Run(TimeSpan.FromSeconds(60));
        foreach (var asked in servers.Asked.GroupBy(a => a.Uri))
        {
            var times = asked.Select(a => a.At).ToList();
            Assert.InRange(times.Count, 10, 13);
            Assert.All(times.Zip(times.Skip(1)), pair => Assert.InRange(pair.Second - pair.First, 4.5, 5.75));
        }
    }

    [Fact]
    public void Endpoints_are_read_in_different_phases()
    {
        Add([.. Enumerable.Range(0, 40).Select(i => $"http://{i}:8000")]);
        Run(TimeSpan.FromSeconds(5.5));
        Assert.InRange(servers.Asked.GroupBy(a => a.At).Max(g => g.Count()), 1, 8);
        Assert.Equal(40, servers.Asked.Select(a => a.Uri).Distinct().Count());
    }

    [Fact]
    public void A_reading_counts_in_the_load()
    {
        Add("http://a:8000");
        servers.Answer = _ => Ok("vllm:num_requests_running 3\nvllm:num_requests_waiting 4\n");
        Run(TimeSpan.FromSeconds(6));
        Assert.Equal(7, targets[0].Endpoint.Load(time.GetTimestamp()));
    }

    [Fact]
    public void The_key_is_sent_as_a_bearer_token_to_metrics_only()
    {
        targets.Add(new(new EndpointState("http://a:8000", time), "vllm-key"));
        Run(TimeSpan.FromSeconds(6));
        Assert.Equal(("http://a:8000/metrics", "Bearer vllm-key"), (servers.Asked[0].Uri, servers.Asked[0].Authorization));
        Assert.DoesNotContain("vllm-key", targets[0].ToString());
    }

    [Theory]
    [InlineData("status")]
    [InlineData("empty")]
    [InlineData("refused")]
    [InlineData("endless")]
    public void A_failure_makes_the_reading_unknown_and_is_counted(string kind)
    {
        Add("http://a:8000");
        Run(TimeSpan.FromSeconds(6));
        Assert.NotNull(targets[0].Endpoint.Reading);
        servers.Answer = _ => kind switch
        {
            "status" => new HttpResponseMessage(HttpStatusCode.ServiceUnavailable),
            "empty" => Ok("up 1\n"),
            "endless" => Ok(new string('x', (4 << 20) + 1)),
            _ => throw new HttpRequestException("Connection refused"),
        };
        Run(TimeSpan.FromSeconds(6));
        Assert.Null(targets[0].Endpoint.Reading);
        Assert.InRange(scraper.Failures, 1, 2);
    }

    [Fact]
    public void A_change_is_logged_once()
    {
        Add("http://a:8000");
        Run(TimeSpan.FromSeconds(30));
        servers.Answer = _ => throw new HttpRequestException("Connection refused");
        Run(TimeSpan.FromSeconds(60));
        servers.Answer = FakeServers.Idle;
        Run(TimeSpan.FromSeconds(60));
        Assert.Equal([LogLevel.Warning, LogLevel.Information], log.Levels);
    }

    [Fact]
    public async Task A_server_that_hangs_is_given_up_after_2_s()
    {
        var reader = new MetricsReader(new HttpMessageInvoker(servers), time);
        servers.Hanging.Add("http://a:8000/metrics");
        var read = reader.ReadAsync("http://a:8000", null, CancellationToken.None);
        time.Advance(MetricsReader.Timeout - TimeSpan.FromTicks(1));
        Assert.False(read.IsCompleted);
        time.Advance(TimeSpan.FromTicks(1));
        Assert.Equal((null, "no answer within 2 s"), await read);
    }

    [Fact]
    public void At_most_16_are_read_at_once_and_hanging_ones_do_not_starve_the_rest()
    {
        Add([.. Enumerable.Range(0, 40).Select(i => $"http://{i}:8000")]);
        foreach (var i in Enumerable.Range(0, 20)) servers.Hanging.Add($"http://{i}:8000/metrics");
        for (var i = 0; i < 60; i++)
        {
            Run(EndpointScraper.Round);
            Assert.InRange(servers.Open, 0, 16);
        }
        Assert.Equal(40, servers.Asked.Select(a => a.Uri).Distinct().Count());
    }

    [Fact]
    public async Task The_loop_ends_when_cancelled_and_leaves_nothing_open()
    {
        Add("http://a:8000");
        servers.Hanging.Add("http://a:8000/metrics");
        using var cancel = new CancellationTokenSource();
        var asked = servers.FirstAsked.Task;
        var loop = scraper.RunAsync(cancel.Token);
        while (!asked.IsCompleted)
        {
            time.Advance(EndpointScraper.Round);
            await Task.Yield();
        }
        await cancel.CancelAsync();
        await loop;
        Assert.Equal(0, servers.Open);
    }

    private void Add(params string[] urls) => targets.AddRange(urls.Select(u => new ScrapeTarget(new EndpointState(u, time), null)));

    private void Run(TimeSpan span)
    {
        // xunit's context would let a timeout's continuation run on another thread, after the clock has moved on.
        SynchronizationContext.SetSynchronizationContext(null);
        for (var passed = TimeSpan.Zero; passed < span; passed += EndpointScraper.Round)
        {
            servers.Now = time.GetUtcNow().TimeOfDay.TotalSeconds;
            scraper.StartDue(CancellationToken.None);
            time.Advance(EndpointScraper.Round);
        }
    }

    private static HttpResponseMessage Ok(string text) => new(HttpStatusCode.OK) { Content = new StringContent(text) };

    private sealed class FakeServers : HttpMessageHandler
    {
        public List<(string Uri, string? Authorization, double At)> Asked { get; } = [];
        public HashSet<string> Hanging { get; } = [];
        public Func<HttpRequestMessage, HttpResponseMessage> Answer { get; set; } = Idle;
        public TaskCompletionSource FirstAsked { get; } = new();
        public double Now { get; set; }
        public int Open { get; private set; }

        public static HttpResponseMessage Idle(HttpRequestMessage request) => Ok("vllm:num_requests_running 0\nvllm:num_requests_waiting 0\n");

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancel)
        {
            Open++;
            Asked.Add((request.RequestUri!.ToString(), request.Headers.Authorization?.ToString(), Now));
            FirstAsked.TrySetResult();
            try
            {
                if (Hanging.Contains(request.RequestUri.ToString())) await new TaskCompletionSource().Task.WaitAsync(cancel);
                return Answer(request);
            }
            finally
            {
                Open--;
            }
        }
    }

    private sealed class LogLines : ILogger<EndpointScraper>
    {
        public List<LogLevel> Levels { get; } = [];

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Levels.Add(logLevel);
    }
}
