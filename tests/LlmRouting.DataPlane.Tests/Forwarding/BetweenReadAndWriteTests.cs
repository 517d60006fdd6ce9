using System.IO.Pipelines;
using System.Text;
using LlmRouting.Contract.Snapshot;
using LlmRouting.DataPlane.Access;
using LlmRouting.DataPlane.Configuration;
using LlmRouting.DataPlane.Forwarding;
using LlmRouting.DataPlane.Parsing;
using LlmRouting.DataPlane.State;
using LlmRouting.DataPlane.Tests.Harness;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace LlmRouting.DataPlane.Tests.Forwarding;

/// <summary>What ends an attempt may do so after its answer was read and before the client has it; Kestrel's writers then throw at once.</summary>
public sealed class BetweenReadAndWriteTests
{
    private readonly CancellationTokenSource stopping = new();
    private readonly CancellationTokenSource client = new();
    private readonly Writer writer = new();

    [Fact]
    public async Task A_router_that_stops_says_so_in_the_stream()
    {
        var result = await RelayAsync(stream: true, Prompts.Event("hello"), stopping.Cancel);
        Assert.Equal((AttemptEnd.Broken, FailureKind.Stopping), (result.End, result.Failure));
        Assert.Contains("router_stopping", writer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_read_for_a_client_that_left_is_charged()
    {
        var result = await RelayAsync(stream: true, Prompts.Event("hello"), client.Cancel);
        Assert.Equal(AttemptEnd.ClientGone, result.End);
        Assert.True(result.Usage is { PromptTokens: > 0, CompletionTokens: > 0 });
    }

    [Fact]
    public async Task A_whole_stream_stays_whole() =>
        Assert.Equal(AttemptEnd.Answered, (await RelayAsync(stream: true, Prompts.Event("hello") + Prompts.Finish + Prompts.Done, stopping.Cancel)).End);

    [Fact]
    public async Task A_unary_answer_that_time_overtakes_leaves_nothing_of_itself_to_the_next()
    {
        var result = await RelayAsync(stream: false, Prompts.Whole, stopping.Cancel);
        Assert.Equal((AttemptEnd.Failed, FailureKind.Stopping, 0, 5), (result.End, result.Failure, writer.Http.Response.Headers.Count, result.Usage.TotalTokens));
        Assert.Equal("", writer.Text);
    }

    private async Task<AttemptResult> RelayAsync(bool stream, string answer, Action meanwhile)
    {
        writer.Http.RequestAborted = client.Token;
        using var rented = new AttemptClocks(TimeProvider.System, stopping.Token).Rent(TimeSpan.FromHours(1), TimeProvider.System.GetTimestamp(), client.Token, out var clock);
        clock.ArmTotal();
        using var response = new HttpResponseMessage { Content = new StreamContent(new Upstream(answer, meanwhile)) };
        var attempt = AttemptOf(stream, clock);
        if (!stream) return await UnaryRelay.RunAsync(attempt, response, clock.Token);
        using var relay = new StreamRelay(attempt);
        return await relay.RunAsync(response, clock.Token);
    }

    private Attempt AttemptOf(bool stream, AttemptClock clock)
    {
        var tier = new TierSnapshot { Namespace = "default", Name = "t", Uid = "u", Model = "m" };
        var runtime = new RuntimeTier { Snapshot = tier, State = new TierState(tier, TimeProvider.System), Endpoints = [], Capabilities = CapabilitySet.Of([]), ModelJson = [], Client = null! };
        var candidate = new Candidate(runtime, "t", CandidateRole.Assigned);
        var parsed = new ParsedRequest();
        Assert.Null(RequestParser.Parse(Dialect.Chat, Encoding.UTF8.GetBytes(stream ? Prompts.Streamed() : Prompts.Chat()), parsed));
        Assert.Null(new Admission().TryAdmit(null, out var ticket));
        Assert.True(runtime.State.Breaker.TryEnter(out var permit));
        var request = new ForwardRequest
        {
            Http = writer.Http, Body = parsed, Ticket = ticket, Policy = null!, Candidates = [candidate], StartedAt = 0,
            Head = new AnswerHead { RequestId = "r", Reissue = _ => "r", Policy = "p", Classifier = "none", Decision = "d" },
        };
        return new Attempt(request, candidate, permit, 1, clock, TimeProvider.System);
    }

    /// <summary>Throws as Kestrel's writer does: from the call, not from its task.</summary>
    private sealed class Writer : PipeWriter, IHttpResponseBodyFeature
    {
        private readonly MemoryStream written = new();
        private readonly PipeWriter inner;

        public Writer()
        {
            inner = Create(written);
            Http.Features.Set<IHttpResponseBodyFeature>(this);
        }

        public DefaultHttpContext Http { get; } = new();
        public string Text => Encoding.UTF8.GetString(written.ToArray());
        PipeWriter IHttpResponseBodyFeature.Writer => this;
        Stream IHttpResponseBodyFeature.Stream => written;

        public override void Advance(int bytes) => inner.Advance(bytes);
        public override void CancelPendingFlush() => inner.CancelPendingFlush();
        public override void Complete(Exception? exception = null) => inner.Complete(exception);
        public override Memory<byte> GetMemory(int sizeHint = 0) => inner.GetMemory(sizeHint);
        public override Span<byte> GetSpan(int sizeHint = 0) => inner.GetSpan(sizeHint);

        public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return inner.FlushAsync(cancellationToken);
        }

        public override ValueTask<FlushResult> WriteAsync(ReadOnlyMemory<byte> source, CancellationToken cancellationToken = default)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return inner.WriteAsync(source, cancellationToken);
        }

        Task IHttpResponseBodyFeature.CompleteAsync() => Task.CompletedTask;
        void IHttpResponseBodyFeature.DisableBuffering() { }
        Task IHttpResponseBodyFeature.SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken) => throw new NotSupportedException();
        Task IHttpResponseBodyFeature.StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    /// <summary>Has everything in one read, after which something happens.</summary>
    private sealed class Upstream(string answer, Action meanwhile) : MemoryStream(Encoding.UTF8.GetBytes(answer))
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = Read(buffer.Span);
            if (Position == Length) meanwhile();
            return new(read);
        }
    }
}
