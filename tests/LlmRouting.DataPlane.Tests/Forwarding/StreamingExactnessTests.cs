using System.Text;
using LlmRouting.DataPlane.Tests.Harness;
using LlmRouting.TestKit;

namespace LlmRouting.DataPlane.Tests.Forwarding;

/// <summary>What an upstream streams arrives byte for byte, minus exactly the usage event nobody asked for (S0.13).</summary>
public sealed class StreamingExactnessTests : IAsyncLifetime
{
    private readonly ScriptedUpstream upstream;
    private IReadOnlyList<byte[]> pieces = [];
    private Drill drill = null!;

    public StreamingExactnessTests() => upstream = new ScriptedUpstream(async c =>
    {
        while (await c.ReadRequestAsync() is not null)
        {
            await c.SendStreamHeadAsync();
            foreach (var piece in pieces) await c.SendChunkAsync(piece);
            await c.SendChunkAsync("");
        }
    });

    public async Task InitializeAsync() => drill = await Drill.StartAsync(new DrillPlan { Weak = 0, WeakPorts = [upstream.Port], Fallbacks = "" });

    public async Task DisposeAsync()
    {
        await drill.DisposeAsync();
        await upstream.DisposeAsync();
    }

    private static readonly string Awkward =
        ": hello\n\n"
        + "retry: 100\n\n"
        + Prompts.Event("한국어 – naïve 🙂")
        + "event: message\ndata: {\"choices\":[{\"index\":0,\ndata: \"delta\":{\"content\":\"two lines\"}}]}\n\n"
        + ":\n\n"
        + "id: 7\r\ndata: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"CRLF\"}}]}\r\n\r\n"
        + Prompts.Event("data: [DONE]\n\n inside")
        + Prompts.Finish;

    [Fact]
    public async Task Events_torn_at_every_boundary_arrive_whole()
    {
        var sent = Encoding.UTF8.GetBytes(Awkward + Prompts.UsageEvent + Prompts.Done);
        for (var at = 1; at < sent.Length; at += 3) await ArrivesAsync([sent[..at], sent[at..]], Awkward + Prompts.Done);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(64)]
    [InlineData(1 << 20)]
    public async Task Events_in_pieces_of_any_size_arrive_whole(int size) =>
        await ArrivesAsync([.. Encoding.UTF8.GetBytes(Awkward + Prompts.UsageEvent + Prompts.Done).Chunk(size)], Awkward + Prompts.Done);

    [Fact]
    public async Task Random_streams_in_random_pieces_arrive_whole()
    {
        var random = new Random(20260101);
        for (var round = 0; round < 60; round++)
        {
            var events = Enumerable.Range(0, random.Next(1, 12)).Select(_ => RandomEvent(random)).ToList();
            var end = random.Next(2) == 0 ? Prompts.Finish + Prompts.Done : Prompts.Finish;
            var visible = Prompts.Event("first") + string.Concat(events) + end;
            var sent = Encoding.UTF8.GetBytes(visible.Insert(visible.IndexOf(Prompts.Finish, StringComparison.Ordinal) + Prompts.Finish.Length, Prompts.UsageEvent));
            await ArrivesAsync(RandomPieces(random, sent), visible);
        }
    }

    [Fact]
    public async Task Usage_that_was_asked_for_stays()
    {
        var sent = Awkward + Prompts.UsageEvent + Prompts.Done;
        pieces = [Encoding.UTF8.GetBytes(sent)];
        var asked = await drill.Router.AskAsync(Prompts.Streamed(more: ",\"stream_options\":{\"include_usage\":true}"));
        Assert.Equal(sent, asked.IsOk().Text);
        var refused = await drill.Router.AskAsync(Prompts.Streamed(more: ",\"stream_options\":{\"include_usage\":false}"));
        Assert.Equal(Awkward + Prompts.Done, refused.IsOk().Text);
        await drill.Router.CountsAsync(4, "llm_output_tokens_total", ("model", "weak-model"));
    }

    [Fact]
    public async Task Only_an_event_without_choices_is_hidden()
    {
        const string both = "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"x\"}}],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":1}}\n\n";
        const string none = "data: {\"choices\":[]}\n\n";
        const string nothing = "data: {\"choices\":[],\"usage\":null}\n\n";
        var sent = both + none + nothing + Prompts.Finish + Prompts.Done;
        await ArrivesAsync([Encoding.UTF8.GetBytes(sent)], sent);
    }

    [Fact]
    public async Task A_large_event_passes()
    {
        var sent = Prompts.Event(new string('y', 200_000)) + Prompts.Event("small") + Prompts.Finish + Prompts.Done;
        await ArrivesAsync([.. Encoding.UTF8.GetBytes(sent).Chunk(1500)], sent);
    }

    [Fact]
    public async Task Usage_is_counted_for_every_stream_and_estimated_only_where_none_came()
    {
        pieces = [Encoding.UTF8.GetBytes(Prompts.Event("a") + Prompts.Finish + Prompts.UsageEvent + Prompts.Done)];
        (await drill.Router.AskAsync(Prompts.Streamed())).IsOk();
        await drill.Router.CountsAsync(2, "llm_output_tokens_total", ("model", "weak-model"));
        await drill.Router.CountsAsync(0, "llm_usage_estimated_total");
        pieces = [Encoding.UTF8.GetBytes(Prompts.Event("a") + Prompts.Event("b") + Prompts.Event("c") + Prompts.Finish + Prompts.Done)];
        (await drill.Router.AskAsync(Prompts.Streamed())).IsOk();
        await drill.Router.CountsAsync(1, "llm_usage_estimated_total", ("model", "weak-model"));
        Assert.InRange((await drill.Router.MetricsAsync()).Value("llm_output_tokens_total", ("model", "weak-model")), 2 + 3, 2 + 4);
    }

    [Fact]
    public async Task An_event_larger_than_the_limit_ends_the_stream_with_an_error()
    {
        pieces = [Encoding.UTF8.GetBytes(Prompts.Event("a")), .. Enumerable.Repeat(new byte[1 << 20], 5).Prepend(Encoding.UTF8.GetBytes("data: "))];
        var answer = (await drill.Router.AskAsync(Prompts.Streamed())).IsOk();
        Assert.StartsWith(Prompts.Event("a") + "data: {\"error\":", answer.Text, StringComparison.Ordinal);
        await drill.Router.CountsAsync(1, "llm_upstream_failures_total", ("kind", "unparsable"));
    }

    private async Task ArrivesAsync(IReadOnlyList<byte[]> sent, string expected)
    {
        pieces = sent;
        var answer = (await drill.Router.AskAsync(Prompts.Streamed())).IsOk();
        Assert.Equal(expected, answer.Text);
    }

    private static string RandomEvent(Random random)
    {
        var line = random.Next(2) == 0 ? "\n" : "\r\n";
        return random.Next(5) switch
        {
            0 => ": comment" + line + line,
            1 => "event: x" + line + "data: {\"choices\":[{\"index\":0,\"delta\":{}}]}" + line + line,
            2 => "data: {\"choices\":[" + line + "data: {\"index\":0}]}" + line + line,
            3 => "data:{\"choices\":[{\"index\":1,\"delta\":{\"content\":\"" + new string('z', random.Next(5000)) + "\"}}]}" + line + line,
            _ => Prompts.Event(new string((char)random.Next(0xAC00, 0xD7A3), random.Next(1, 50))),
        };
    }

    private static List<byte[]> RandomPieces(Random random, byte[] bytes)
    {
        var result = new List<byte[]>();
        for (var at = 0; at < bytes.Length;)
        {
            var size = Math.Min(bytes.Length - at, random.Next(3) == 0 ? random.Next(1, 5) : random.Next(1, 3000));
            result.Add(bytes[at..(at + size)]);
            at += size;
        }

        return result;
    }
}
