using System.Buffers;
using System.Net.Http.Headers;

namespace LlmRouting.Contract.Vllm;

/// <summary>Asks one vLLM server for its <c>/metrics</c> within 2 s and 4 MiB.</summary>
/// <param name="http">Must not follow redirects: the key is for this host.</param>
public sealed class MetricsReader(HttpMessageInvoker http, TimeProvider time)
{
    /// <summary>How long one answer may take.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(2);

    private const int MaxBytes = 4 << 20;

    /// <summary>The reading, or null and why there is none.</summary>
    /// <param name="baseUrl">Without a trailing slash.</param>
    /// <param name="apiKey">Sent as a bearer token; null where the server asks for none.</param>
    public async Task<(VllmReading? Reading, string? Fault)> ReadAsync(string baseUrl, string? apiKey, CancellationToken cancel)
    {
        using var late = new CancellationTokenSource(Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancel);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, baseUrl + "/metrics");
            if (apiKey is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", apiKey);
            using var response = await http.SendAsync(request, either.Token);
            if (!response.IsSuccessStatusCode) return (null, $"/metrics answered {(int)response.StatusCode}");
            return await ParseAsync(response.Content, either.Token);
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            return (null, "no answer within 2 s");
        }
        catch (Exception e) when (e is HttpRequestException or IOException or FormatException or InvalidOperationException)
        {
            // Formats and operations: a base URL or key that no request can be made of. The message may quote it, the type does not.
            return (null, e is HttpRequestException or IOException ? e.Message : e.GetType().Name);
        }
    }

    private static async Task<(VllmReading?, string?)> ParseAsync(HttpContent content, CancellationToken cancel)
    {
        await using var body = await content.ReadAsStreamAsync(cancel);
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
