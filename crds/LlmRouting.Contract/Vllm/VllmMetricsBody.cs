using System.Buffers;

namespace LlmRouting.Contract.Vllm;

/// <summary>Reads the body of a vLLM server's <c>/metrics</c>, of 4 MiB at most.</summary>
public static class VllmMetricsBody
{
    private const int MaxBytes = 4 << 20;

    /// <summary>The reading, or null and why there is none.</summary>
    public static async Task<(VllmReading? Reading, string? Fault)> ReadAsync(Stream body, CancellationToken cancel)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(128 << 10);
        try
        {
            var length = 0;
            int read;
            while ((read = await body.ReadAsync(buffer.AsMemory(length), cancel)) > 0)
            {
                length += read;
                if (length > MaxBytes) return (null, "/metrics is larger than 4 MiB");
                if (length == buffer.Length) Grow(ref buffer);
            }
            var reading = VllmMetricsParser.Parse(buffer.AsSpan(0, length));
            return reading.Queue.Queued is null ? (null, "/metrics has no vllm:num_requests_running or _waiting") : (reading, null);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static void Grow(ref byte[] buffer)
    {
        var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.CopyTo(larger.AsSpan());
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = larger;
    }
}
