using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text.Json;
using LlmRouting.Contract.Frames;

namespace LlmRouting.DataPlane.Configuration.Operator;

/// <summary>Frames from a stream of JSON lines.</summary>
public static class FrameLines
{
    /// <summary>Ends with the stream; a line that has no end yet is no frame. Kinds that are not known here are passed over.</summary>
    /// <exception cref="JsonException">A line that is no frame, or is too long.</exception>
    public static async IAsyncEnumerable<Frame> ReadAsync(Stream stream, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var pipe = PipeReader.Create(stream, new StreamPipeReaderOptions(leaveOpen: true));
        while (true)
        {
            var read = await pipe.ReadAsync(cancellation);
            var rest = read.Buffer;
            while (TryTake(ref rest, out var line))
            {
                if (Decode(line) is { } frame) yield return frame;
            }

            if (rest.Length >= FrameProtocol.MaxFrameBytes) throw new JsonException($"a line is longer than {FrameProtocol.MaxFrameBytes} bytes");
            pipe.AdvanceTo(rest.Start, rest.End);
            if (read.IsCompleted) break;
        }

        await pipe.CompleteAsync();
    }

    private static bool TryTake(ref ReadOnlySequence<byte> rest, out ReadOnlySequence<byte> line)
    {
        line = default;
        if (rest.PositionOf((byte)'\n') is not { } end) return false;
        line = rest.Slice(0, end);
        rest = rest.Slice(rest.GetPosition(1, end));
        return true;
    }

    private static Frame? Decode(in ReadOnlySequence<byte> line) => FrameCodec.Decode(line.IsSingleSegment ? line.FirstSpan : line.ToArray());
}
