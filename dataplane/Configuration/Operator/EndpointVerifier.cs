using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text.Json;
using LlmRouting.Contract.Snapshot;

namespace LlmRouting.DataPlane.Configuration.Operator;

/// <summary>Asks servers of ours whether they still are: another pod may have their address by now. A server is one that lists the tier's model under the tier's key.</summary>
/// <param name="http">Must not follow redirects: the key is for this host.</param>
public sealed class EndpointVerifier(HttpMessageInvoker http, TimeProvider time)
{
    private const int MaxBytes = 1 << 20;
    private const int MaxAtOnce = 32;
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(2);

    /// <summary>Tier and base URL of each that is.</summary>
    /// <param name="before">Of the last time. Who was among them and does not answer now is busy, not another: leaving it out would send its load to the others, until they do not answer either.</param>
    public async Task<IReadOnlySet<(string Tier, string BaseUrl)>> VerifyAsync(RoutingSnapshot snapshot, IReadOnlySet<(string, string)> before, CancellationToken cancellation)
    {
        var tiers = snapshot.Tiers.Where(tier => tier.Managed).ToDictionary(tier => tier.Key);
        var keys = snapshot.Credentials.ToDictionary(credential => credential.Tier, credential => credential.ApiKey);
        var verified = new ConcurrentDictionary<(string, string), bool>();
        var asked = snapshot.Endpoints.Where(of => tiers.ContainsKey(of.Tier)).SelectMany(of => of.BaseUrls, (of, url) => (of.Tier, Url: url));
        await Parallel.ForEachAsync(asked, new ParallelOptions { MaxDegreeOfParallelism = MaxAtOnce, CancellationToken = cancellation }, async (one, stop) =>
        {
            if (await ServesAsync(one.Url, tiers[one.Tier].Model, keys.GetValueOrDefault(one.Tier), stop) ?? before.Contains(one)) verified[one] = true;
        });
        return verified.Keys.ToHashSet();
    }

    /// <summary>Null: it said neither.</summary>
    private async Task<bool?> ServesAsync(string baseUrl, string model, string? key, CancellationToken cancellation)
    {
        using var late = new CancellationTokenSource(Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellation);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, baseUrl + "/v1/models");
            if (key is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
            using var response = await http.SendAsync(request, either.Token);
            if ((int)response.StatusCode >= 500) return null;
            return response.IsSuccessStatusCode && Lists(await ReadAsync(response, either.Token), model);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception e) when (e is HttpRequestException or IOException or JsonException or FormatException)
        {
            return false;
        }
    }

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancellation);
        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await stream.ReadAsync(buffer, cancellation)) > 0)
        {
            if (body.Length + read > MaxBytes) throw new IOException($"a list of models is longer than {MaxBytes} bytes");
            body.Write(buffer, 0, read);
        }

        return body.ToArray();
    }

    private static bool Lists(ReadOnlyMemory<byte> json, string model)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("data", out var data) && data.ValueKind == JsonValueKind.Array
            && data.EnumerateArray().Any(entry => entry.ValueKind == JsonValueKind.Object && entry.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.String && id.ValueEquals(model));
    }
}
