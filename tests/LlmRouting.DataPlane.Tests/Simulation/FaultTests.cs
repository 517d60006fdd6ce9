using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using LlmRouting.DataPlane.Simulation;
using LlmRouting.TestKit;
using static LlmRouting.DataPlane.Tests.Simulation.SimulatorClient;

namespace LlmRouting.DataPlane.Tests.Simulation;

public sealed class FaultTests
{
    private const string Path = "/v1/chat/completions";

    private static readonly string Streamed = Chat("hello", ""","stream":true""");

    [Fact]
    public async Task Status_is_answered_with_retry_after()
    {
        await using var simulator = await StartAsync(o => o with { Fault = Fault.Parse("status=503;retry-after=2") });
        using var response = await simulator.PostAsync(Path, Chat("hello"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(2), response.Headers.RetryAfter!.Delta);
        Assert.Equal(503, (int?)JsonNode.Parse(await response.Content.ReadAsStringAsync())!["error"]!["code"]);
        Assert.Equal(1, simulator.State.Faulted);
    }

    [Fact]
    public async Task Reset_is_an_rst_before_any_byte()
    {
        await using var simulator = await StartAsync();
        var error = await Assert.ThrowsAsync<HttpRequestException>(() => simulator.PostAsync(Path, Chat("hello"), "reset"));
        Assert.Equal(SocketError.ConnectionReset, ((SocketException)error.InnerException!.InnerException!).SocketErrorCode);
    }

    [Fact]
    public async Task Close_is_a_fin_before_any_byte()
    {
        await using var simulator = await StartAsync();
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync("127.0.0.1", simulator.Simulator.BaseAddress.Port);
        var body = Chat("hello");
        await socket.SendAsync(Encoding.ASCII.GetBytes(
            $"POST {Path} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\nx-simulate-fault: close\r\ncontent-length: {body.Length}\r\n\r\n{body}"));
        Assert.Equal(0, await socket.ReceiveAsync(new byte[1]));
    }

    [Theory]
    [InlineData("hang")]
    [InlineData("hang-after-headers")]
    [InlineData("stall=2")]
    public async Task What_hangs_ends_when_the_client_leaves(string fault)
    {
        await using var simulator = await StartAsync();
        using var leave = new CancellationTokenSource();
        var asked = simulator.PostAsync(Path, Streamed, fault, leave.Token);
        await simulator.State.WaitUntilAsync(s => s.Received == 1);
        if (fault != "hang") Assert.Equal(HttpStatusCode.OK, (await asked).StatusCode);
        await leave.CancelAsync();
        if (fault == "hang") await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
        else (await asked).Dispose();
        await simulator.State.WaitUntilAsync(s => s.Cancelled == 1 && s.Running == 0);
    }

    [Fact]
    public async Task Garbage_is_no_json_with_status_200()
    {
        await using var simulator = await StartAsync();
        using var response = await simulator.PostAsync(Path, Chat("hello"), "garbage");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var body = await response.Content.ReadAsStringAsync();
        Assert.ThrowsAny<System.Text.Json.JsonException>(() => JsonNode.Parse(body));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public async Task Cut_drops_the_connection_inside_the_next_event(int events)
    {
        await using var simulator = await StartAsync();
        using var response = await simulator.PostAsync(Path, Streamed, $"cut={events}");
        var (text, error) = await ReadToBreakAsync(response);
        Assert.Equal(HttpRequestError.ResponseEnded, Assert.IsType<HttpRequestException>(error).HttpRequestError);
        Assert.Equal(events, text.Split("\n\n").Length - 1);
        Assert.StartsWith("data: {", text.Split("\n\n")[^1], StringComparison.Ordinal);
        Assert.Equal(1, simulator.State.Faulted);
    }

    [Fact]
    public async Task Cut_at_0_drops_an_answer_that_is_no_stream_in_the_middle()
    {
        await using var simulator = await StartAsync();
        using var response = await simulator.PostAsync(Path, Chat("hello"), "cut=0");
        var (text, error) = await ReadToBreakAsync(response);
        Assert.NotNull(error);
        Assert.StartsWith("{\"id\":", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task End_ends_properly_without_finish_reason_and_done()
    {
        await using var simulator = await StartAsync();
        var events = await simulator.StreamAsync(Streamed, fault: "end=3");
        Assert.Equal(3, events.Count);
        Assert.All(events, e => Assert.Null(JsonNode.Parse(e)!["choices"]![0]!["finish_reason"]));
    }

    [Fact]
    public async Task An_error_event_comes_with_status_200_and_then_done()
    {
        await using var simulator = await StartAsync();
        var events = await simulator.StreamAsync(Streamed, fault: "error-event=2");
        Assert.Equal(4, events.Count);
        Assert.Equal(500, (int?)JsonNode.Parse(events[2])!["error"]!["code"]);
        Assert.Equal("[DONE]", events[3]);
    }

    [Fact]
    public async Task A_stall_is_over_after_its_time()
    {
        var time = new ManualTime();
        await using var simulator = await StartAsync(time: time);
        var start = time.GetUtcNow();
        var streaming = simulator.StreamAsync(Streamed, fault: "stall=3;for=30s");
        await time.AdvanceUntilAsync(streaming);
        Assert.Equal("[DONE]", (await streaming)[^1]);
        Assert.True(time.GetUtcNow() - start >= TimeSpan.FromSeconds(30));
    }

    [Theory]
    [InlineData("delay=2s", 2)]
    [InlineData("first-token-delay=5s", 5)]
    public async Task A_delay_holds_the_answer_back(string fault, int seconds)
    {
        var time = new ManualTime();
        await using var simulator = await StartAsync(time: time);
        var start = time.GetUtcNow();
        var asked = simulator.AskAsync(Chat("hello"), fault: fault);
        await time.AdvanceUntilAsync(asked);
        Assert.True(time.GetUtcNow() - start >= TimeSpan.FromSeconds(seconds));
        Assert.NotNull((await asked)["choices"]);
    }

    [Fact]
    public async Task Chunks_tear_events_apart_and_lose_nothing()
    {
        await using var simulator = await StartAsync();
        var whole = await simulator.StreamAsync(Chat("안녕하세요", ""","stream":true"""));
        var torn = await simulator.StreamAsync(Chat("안녕하세요", ""","stream":true"""), fault: "chunk=5");
        Assert.Equal(Content(whole), Content(torn));
    }

    [Fact]
    public async Task Count_strikes_the_first_requests_only()
    {
        await using var simulator = await StartAsync();
        simulator.Simulator.SetFault(Fault.Parse("status=500;count=2"));
        var statuses = new List<int>();
        for (var i = 0; i < 4; i++) statuses.Add((int)(await simulator.PostAsync(Path, Chat("hello"))).StatusCode);
        Assert.Equal([500, 500, 200, 200], statuses);
    }

    [Fact]
    public async Task Probability_strikes_that_share_and_equal_seeds_strike_alike()
    {
        var runs = new List<string>();
        for (var run = 0; run < 2; run++)
        {
            await using var simulator = await StartAsync(o => o with { Fault = Fault.Parse("status=500;probability=0.3") });
            var statuses = new StringBuilder();
            for (var i = 0; i < 100; i++) statuses.Append((await simulator.PostAsync(Path, Chat("hello"))).IsSuccessStatusCode ? '.' : 'x');
            Assert.InRange(statuses.ToString().Count(c => c == 'x'), 15, 45);
            runs.Add(statuses.ToString());
        }

        Assert.Equal(runs[0], runs[1]);
    }

    [Fact]
    public async Task Faults_are_put_and_deleted_over_http()
    {
        await using var simulator = await StartAsync();
        Assert.Equal(HttpStatusCode.NoContent, (await simulator.Http.PutAsync("/_simulate/fault", new StringContent("status=429"))).StatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await simulator.PostAsync(Path, Chat("hello"))).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await simulator.Http.DeleteAsync("/_simulate/fault")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await simulator.PostAsync(Path, Chat("hello"))).StatusCode);
    }

    [Fact]
    public async Task An_unknown_fault_is_refused_with_the_grammar()
    {
        await using var simulator = await StartAsync();
        var put = await simulator.Http.PutAsync("/_simulate/fault", new StringContent("explode"));
        Assert.Equal(HttpStatusCode.BadRequest, put.StatusCode);
        Assert.Contains("error-event=EVENTS", await put.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("error-event=EVENTS", (await simulator.AskAsync(Chat("hello"), fault: "explode")).ToJsonString(), StringComparison.Ordinal);
    }

    private static async Task<(string Text, Exception? Error)> ReadToBreakAsync(HttpResponseMessage response)
    {
        var read = new MemoryStream();
        var error = await Record.ExceptionAsync(() => response.Content.CopyToAsync(read));
        return (Encoding.UTF8.GetString(read.ToArray()), error);
    }
}
