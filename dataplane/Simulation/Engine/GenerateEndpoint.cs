using LlmRouting.DataPlane.Simulation.Answers;
using LlmRouting.DataPlane.Simulation.Faults;
using LlmRouting.DataPlane.Simulation.Requests;
using LlmRouting.DataPlane.Simulation.Wire;

namespace LlmRouting.DataPlane.Simulation.Engine;

/// <summary>What happens to a request that generates: <see cref="HandleAsync"/> lists it.</summary>
internal sealed class GenerateEndpoint(SimulatorOptions options, TimeProvider time, SimulatorState state, FaultSwitch faults, VllmMetrics metrics)
{
    private readonly Admission admission = new(options);
    private long requests;

    public async Task HandleAsync(HttpContext http, Dialect dialect)
    {
        var gone = http.RequestAborted;
        var body = await ReadAsync(http.Request, gone);
        state.Receive(http.Request, body, options.Capture);
        try
        {
            var fault = faults.For(http.Request, out var misspelt);
            if (fault is not null && await EndedBeforeHeadersAsync(http, fault, gone)) return;
            var (plan, refusal) = misspelt is null ? admission.Admit(http.Request, dialect, body) : (null, FaultSwitch.Misspelt(misspelt));
            if (refusal is not null)
            {
                state.Refuse();
                await Replies.ErrorAsync(http.Response, refusal);
                return;
            }

            state.SeeImages(plan!.Request.Images);
            await AnswerAsync(http, plan.Request, plan.Answers, fault, gone);
            state.Complete();
        }
        catch (StruckException struck)
        {
            state.Fail();
            if (struck.CutsConnection) throw;
        }
        catch (Exception e) when (gone.IsCancellationRequested && e is OperationCanceledException or IOException)
        {
            state.Cancel(time.GetUtcNow());
        }
    }

    private async Task<bool> EndedBeforeHeadersAsync(HttpContext http, Fault fault, CancellationToken gone)
    {
        if (fault.Delay > TimeSpan.Zero) await Task.Delay(fault.Delay, time, gone);
        if (fault.Kind == FaultKind.Hang) await Task.Delay(Timeout.InfiniteTimeSpan, time, gone);
        if (!HeaderFaults.IsEnd(fault)) return false;
        state.Fail();
        await HeaderFaults.StrikeAsync(http, fault);
        return true;
    }

    private async Task AnswerAsync(HttpContext http, SimulatedRequest request, Answer[] answers, Fault? fault, CancellationToken gone)
    {
        var arrived = time.GetTimestamp();
        var writer = new AnswerWriter(http.Response, fault, time);
        http.Response.ContentType = request.Stream ? "text/event-stream; charset=utf-8" : "application/json";
        if (HeadersAreEarly(request, fault)) await writer.FlushAsync(gone);
        if (fault?.Kind == FaultKind.HangAfterHeaders) await Task.Delay(Timeout.InfiniteTimeSpan, time, gone);
        await state.Queue.EnterAsync(request.Choices, gone);
        try
        {
            var pace = new Pace(time, options.TimeToFirstToken + (fault?.FirstTokenDelay ?? TimeSpan.Zero), options.TokensPerSecond);
            var wire = Wires.For(request, HeadOf(http.Request), options);
            await RunAsync(new Generation(request, answers, wire, writer, pace, time), request, http.Response, arrived, gone);
        }
        finally
        {
            state.Queue.Leave(request.Choices);
        }
    }

    private async Task RunAsync(Generation generation, SimulatedRequest request, HttpResponse response, long arrived, CancellationToken gone)
    {
        metrics.Start(generation.Usage.Total);
        try
        {
            await (request.Stream ? generation.StreamAsync(gone) : generation.WholeAsync(response, gone));
            metrics.Finish(generation.HitLimit, time.GetElapsedTime(arrived));
        }
        catch (OperationCanceledException)
        {
            metrics.Abort();
            throw;
        }
        finally
        {
            if (generation.FirstTokenAt is { } at) metrics.FirstToken(request.PromptTokens, time.GetElapsedTime(arrived, at));
            metrics.End(generation.Usage.Total, generation.Generated);
        }
    }

    /// <summary>vLLM sends a stream's headers before its first token; without pacing both would leave in the same instant, so one write does.</summary>
    private bool HeadersAreEarly(SimulatedRequest request, Fault? fault) =>
        fault?.Kind == FaultKind.HangAfterHeaders
        || (request.Stream && (options.TimeToFirstToken > TimeSpan.Zero || state.Waiting > 0 || state.Running + request.Choices > options.MaxNumSeqs || fault is not null));

    private Head HeadOf(HttpRequest http)
    {
        var given = http.Headers["X-Request-Id"].ToString();
        var id = given.Length > 0 ? given : $"{options.Seed:x8}{Interlocked.Increment(ref requests):x24}";
        return new Head(id, time.GetUtcNow().ToUnixTimeSeconds(), options.Model);
    }

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpRequest request, CancellationToken gone)
    {
        var body = new MemoryStream((int)Math.Min(request.ContentLength ?? 0, 1 << 20));
        await request.Body.CopyToAsync(body, gone);
        return body.GetBuffer().AsMemory(0, (int)body.Length);
    }
}
