using System.Text;
using LlmRouting.DataPlane.Simulation;
using LlmRouting.TestKit;
using static LlmRouting.DataPlane.Tests.Simulation.SimulatorClient;

namespace LlmRouting.DataPlane.Tests.Simulation;

public sealed class TimingTests
{
    private const string Path = "/v1/chat/completions";

    private static readonly string Streamed = Chat("hello", ""","stream":true""");

    private static SimulatorOptions Slow(SimulatorOptions fast) =>
        fast with { TimeToFirstToken = TimeSpan.FromSeconds(10), TokensPerSecond = 2, OutputTokens = 11, MaxNumSeqs = 2 };

    [Fact]
    public async Task Headers_of_a_stream_come_before_its_first_token()
    {
        var time = new ManualTime();
        await using var simulator = await StartAsync(Slow, time);
        using var response = await simulator.PostAsync(Path, Streamed);
        Assert.True(response.IsSuccessStatusCode);
        Assert.Equal(0, simulator.State.Completed);
        var start = time.GetUtcNow();
        var body = await response.Content.ReadAsStreamAsync();
        var first = body.ReadAsync(new byte[1]).AsTask();
        await time.AdvanceUntilAsync(first);
        Assert.True(time.GetUtcNow() - start >= TimeSpan.FromSeconds(10));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_answer_takes_first_token_and_the_pace_of_the_rest(bool stream)
    {
        var time = new ManualTime();
        await using var simulator = await StartAsync(Slow, time);
        var start = time.GetUtcNow();
        var asked = simulator.PostAsync(Path, stream ? Streamed : Chat("hello"));
        await time.AdvanceUntilAsync(asked);
        var read = (await asked).Content.ReadAsStringAsync();
        await time.AdvanceUntilAsync(read);
        Assert.True(time.GetUtcNow() - start >= TimeSpan.FromSeconds(10 + (10 / 2)));
    }

    [Fact]
    public async Task Headers_of_an_answer_that_is_no_stream_come_with_its_last_token()
    {
        var time = new ManualTime();
        await using var simulator = await StartAsync(Slow, time);
        var start = time.GetUtcNow();
        await time.AdvanceUntilAsync(simulator.PostAsync(Path, Chat("hello")));
        Assert.True(time.GetUtcNow() - start >= TimeSpan.FromSeconds(15));
    }

    [Fact]
    public async Task Beyond_max_num_seqs_requests_wait_in_the_order_they_came()
    {
        var time = new ManualTime();
        await using var simulator = await StartAsync(o => Slow(o) with { MaxNumSeqs = 1 }, time);
        var asked = new List<Task>();
        for (var i = 1; i <= 4; i++)
        {
            asked.Add(simulator.AskAsync(Chat("hello")));
            await simulator.State.WaitUntilAsync(s => s.Running + s.Waiting == i);
        }

        Assert.Equal((1, 3), (simulator.State.Running, simulator.State.Waiting));
        Assert.Contains("vllm:num_requests_waiting{engine=\"0\",model_name=\"small\"} 3.0", await simulator.Http.GetStringAsync("/metrics"), StringComparison.Ordinal);
        for (var i = 0; i < 4; i++)
        {
            await time.AdvanceUntilAsync(simulator.State.WaitUntilAsync(s => s.Completed == i + 1));
            await asked[i].WaitAsync(TimeSpan.FromSeconds(30));
        }

        Assert.Equal((0, 0), (simulator.State.Running, simulator.State.Waiting));
    }

    [Fact]
    public async Task A_request_with_n_choices_is_n_sequences()
    {
        await using var simulator = await StartAsync(Slow, new ManualTime());
        using var leave = new CancellationTokenSource();
        var asked = simulator.PostAsync(Path, Chat("hello", ""","n":2"""), cancellation: leave.Token);
        await simulator.State.WaitUntilAsync(s => s.Running == 2);
        await leave.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
        await simulator.State.WaitUntilAsync(s => s.Running == 0);
    }

    [Fact]
    public async Task A_client_that_leaves_stops_the_generation_and_frees_its_place()
    {
        var time = new ManualTime();
        await using var simulator = await StartAsync(o => Slow(o) with { MaxNumSeqs = 1 }, time);
        var running = await simulator.PostAsync(Path, Streamed);
        var waiting = await simulator.PostAsync(Path, Streamed);
        await simulator.State.WaitUntilAsync(s => s is { Running: 1, Waiting: 1 });
        time.Advance(TimeSpan.FromSeconds(1));
        running.Dispose();
        await simulator.State.WaitUntilAsync(s => s is { Cancelled: 1, Running: 1, Waiting: 0 });
        waiting.Dispose();
        await simulator.State.WaitUntilAsync(s => s is { Cancelled: 2, Running: 0 });
        Assert.Equal(time.GetUtcNow(), simulator.State.LastCancelledAt);
        Assert.Contains("vllm:request_success_total{engine=\"0\",finished_reason=\"abort\",model_name=\"small\"} 2.0", await simulator.Http.GetStringAsync("/metrics"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_waiting_client_that_leaves_is_forgotten()
    {
        await using var simulator = await StartAsync(o => Slow(o) with { MaxNumSeqs = 1 }, new ManualTime());
        using var running = await simulator.PostAsync(Path, Streamed);
        var waiting = await simulator.PostAsync(Path, Streamed);
        await simulator.State.WaitUntilAsync(s => s.Waiting == 1);
        waiting.Dispose();
        await simulator.State.WaitUntilAsync(s => s is { Waiting: 0, Cancelled: 1, Running: 1 });
    }

    [Fact]
    public async Task Stopping_cuts_open_streams()
    {
        var simulator = await StartAsync(Slow, new ManualTime());
        using var response = await simulator.PostAsync(Path, Streamed);
        var read = response.Content.ReadAsStringAsync();
        await simulator.Simulator.DisposeAsync();
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => read);
        simulator.Http.Dispose();
    }

    [Fact]
    public async Task An_idle_connection_is_closed_after_keep_alive_S0_12b()
    {
        await using var simulator = await StartAsync(o => o with { KeepAlive = TimeSpan.FromMilliseconds(50) });
        using var socket = new System.Net.Sockets.Socket(System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Tcp);
        await socket.ConnectAsync("127.0.0.1", simulator.Simulator.BaseAddress.Port);
        await socket.SendAsync(Encoding.ASCII.GetBytes("GET /health HTTP/1.1\r\nhost: x\r\n\r\n"));
        var buffer = new byte[4096];
        Assert.NotEqual(0, await socket.ReceiveAsync(buffer));
        Assert.Equal(0, await socket.ReceiveAsync(buffer));
    }
}
