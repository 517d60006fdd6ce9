using LlmRouting.DataPlane.Simulation.Answers;
using LlmRouting.DataPlane.Simulation.Requests;
using LlmRouting.DataPlane.Simulation.Wire;

namespace LlmRouting.DataPlane.Simulation.Engine;

/// <summary>One request's sequences while they run: tokens leave when they are due.</summary>
internal sealed class Generation(SimulatedRequest request, Answer[] answers, IWire wire, AnswerWriter writer, Pace pace, TimeProvider time)
{
    private readonly EventBuffer buffer = new(request.Stream ? 512 : 1024);
    private readonly int longest = answers.Length == 0 ? 0 : answers.Max(a => a.Pieces.Count);

    /// <summary>Tokens generated so far, of all choices.</summary>
    public int Generated { get; private set; }

    /// <summary>By the simulator's clock; null before.</summary>
    public long? FirstTokenAt { get; private set; }

    public bool HitLimit => Array.Exists(answers, a => a.HitLimit);

    public Usage Usage { get; } = new(request.PromptTokens, answers.Sum(a => a.Pieces.Count));

    public async Task StreamAsync(CancellationToken cancellation)
    {
        for (var position = 0; position <= longest; position++)
        {
            if (position == 0 || position < longest) await TokenIsDueAsync(position, cancellation);
            if (position == 0) wire.Open(buffer, answers);
            Step(position);
            if (position == longest) wire.Close(buffer, answers, Usage);
            await writer.SendAsync(buffer, cancellation);
        }
    }

    public async Task WholeAsync(HttpResponse response, CancellationToken cancellation)
    {
        await TokenIsDueAsync(0, cancellation);
        if (longest > 1) await TokenIsDueAsync(longest - 1, cancellation);
        Generated = Usage.Completion;
        wire.Whole(buffer, answers, Usage);
        if (!writer.MayEndEarly) response.ContentLength = buffer.All.Length;
        await writer.SendAsync(buffer, cancellation);
    }

    private void Step(int position)
    {
        for (var i = 0; i < answers.Length; i++)
        {
            var length = answers[i].Pieces.Count;
            if (position == length) wire.Finish(buffer, i, answers[i]);
            if (position >= length) continue;
            wire.Token(buffer, i, answers[i], position);
            Generated++;
        }
    }

    private async ValueTask TokenIsDueAsync(int position, CancellationToken cancellation)
    {
        if (pace.Before(position) is var wait && wait > TimeSpan.Zero)
        {
            if (request.Stream) await writer.FlushAsync(cancellation);
            await Task.Delay(wait, time, cancellation);
        }

        cancellation.ThrowIfCancellationRequested();
        if (position == 0) FirstTokenAt = time.GetTimestamp();
    }
}
