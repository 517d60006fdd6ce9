using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text.Json;
using LlmRouting.Contract.Frames;

namespace LlmRouting.DataPlane.Configuration.Operator;

/// <summary>Frames from a stream of JSON lines.</summary>
public static class FrameLines
{
    /// <summary>Ends with the stream; a line that has no end yet is no frame. Kinds that are not known here are passed over; of known ones, what cannot be read is handed on as such.</summary>
    /// <param name="progressed">Called whenever bytes have arrived.</param>
    /// <exception cref="JsonException">A line that is no frame of any slot, or is too long.</exception>
    public static async IAsyncEnumerable<Frame> ReadAsync(Stream stream, Action progressed, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var pipe = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: 64 * 1024, minimumReadSize: 16 * 1024, leaveOpen: true));
        // Bytes that are known to hold no line end; a long line must not be looked through again for every piece of it.
        var searched = 0L;
        while (true)
        {
            var read = await pipe.ReadAsync(cancellation);
            progressed();
            var rest = read.Buffer;
            while (TryTake(ref rest, searched, out var line))
            {
                searched = 0;
                if (Decode(line) is { } frame) yield return frame;
            }

            searched = rest.Length;

            if (rest.Length >= FrameProtocol.MaxFrameBytes) throw new JsonException($"a line is longer than {FrameProtocol.MaxFrameBytes} bytes");
            pipe.AdvanceTo(rest.Start, rest.End);
            if (read.IsCompleted) break;
        }

        await pipe.CompleteAsync();
    }

    private static bool TryTake(ref ReadOnlySequence<byte> rest, long searched, out ReadOnlySequence<byte> line)
    {
        line = default;
        if (rest.Slice(searched).PositionOf((byte)'\n') is not { } end) return false;
        line = rest.Slice(0, end);
        rest = rest.Slice(rest.GetPosition(1, end));
        return true;
    }

    private static Frame? Decode(in ReadOnlySequence<byte> line) => FrameCodec.Receive(line.IsSingleSegment ? line.FirstSpan : line.ToArray());
}
