using System.Net.Http.Headers;
using LlmRouting.Contract.Vllm;

namespace LlmRouting.DataPlane.Selection;

/// <summary>Asks one vLLM server for its <c>/metrics</c> within 2 s and 4 MiB.</summary>
/// <param name="http">Must not follow redirects: the key is for this host.</param>
public sealed class MetricsReader(HttpMessageInvoker http, TimeProvider time)
{
    /// <summary>How long one answer may take.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(2);

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
            await using var body = await response.Content.ReadAsStreamAsync(either.Token);
            return await VllmMetricsBody.ReadAsync(body, either.Token);
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
}
