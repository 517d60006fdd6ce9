using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using LlmRouting.DataPlane.Simulation.Faults;
using LlmRouting.DataPlane.Simulation.Wire;

namespace LlmRouting.DataPlane.Simulation.Engine;

/// <summary>Sends events, and strikes the fault when its event comes.</summary>
internal sealed class AnswerWriter(HttpResponse response, Fault? fault, TimeProvider time)
{
    /// <summary>Unpaced events are sent together up to about a network buffer.</summary>
    private const int FlushAt = 16 * 1024;

    private readonly PipeWriter body = response.BodyWriter;
    private readonly int strikeAt = fault?.Kind is FaultKind.Cut or FaultKind.End or FaultKind.ErrorEvent or FaultKind.Stall ? fault.AfterEvents : -1;
    private int sent;

    /// <summary>The length of the body is not known beforehand.</summary>
    public bool MayEndEarly => strikeAt >= 0;

    /// <summary>The first one sends the headers.</summary>
    public async ValueTask FlushAsync(CancellationToken cancellation)
    {
        await body.FlushAsync(cancellation);
        cancellation.ThrowIfCancellationRequested();
    }

    /// <summary>Empties the buffer. Without a flush the events may still be on their way.</summary>
    public ValueTask SendAsync(EventBuffer events, CancellationToken cancellation)
    {
        if (strikeAt >= 0 || fault?.ChunkBytes is not null) return SendOneByOneAsync(events, cancellation);
        body.Write(events.All.Span);
        events.Clear();
        return body.UnflushedBytes > FlushAt ? FlushAsync(cancellation) : ValueTask.CompletedTask;
    }

    private async ValueTask SendOneByOneAsync(EventBuffer events, CancellationToken cancellation)
    {
        for (var i = 0; i < events.Count; i++)
        {
            if (sent++ == strikeAt) await StrikeAsync(events[i], cancellation);
            await WriteAsync(events[i], cancellation);
        }

        events.Clear();
    }

    private async Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        if (fault?.ChunkBytes is not { } size)
        {
            body.Write(bytes.Span);
            return;
        }

        for (var at = 0; at < bytes.Length; at += size)
        {
            body.Write(bytes.Span[at..Math.Min(at + size, bytes.Length)]);
            await FlushAsync(cancellation);
        }
    }

    /// <summary>Returns only from a stall.</summary>
    private async Task StrikeAsync(ReadOnlyMemory<byte> next, CancellationToken cancellation)
    {
        if (fault!.Kind == FaultKind.Cut) body.Write(next.Span[..(next.Length / 2)]);
        if (fault.Kind == FaultKind.ErrorEvent) body.Write(Encoding.UTF8.GetBytes($"data: {VllmError.OfFault(500).ToJson()}\n\ndata: [DONE]\n\n"));
        await FlushAsync(cancellation);
        if (fault.Kind != FaultKind.Stall) throw new StruckException(fault);
        await Task.Delay(fault.StallFor ?? Timeout.InfiniteTimeSpan, time, cancellation);
    }
}
