using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LlmRouting.TestKit.Kubernetes;

namespace LlmRouting.Operator.Tests.FakeApi.Replay;

/// <summary>Sends a scenario's requests to the double and compares the answers.</summary>
public sealed class Replayer(FakeApiServer server, HttpClient client)
{
    private readonly Substitutions substitutions = new(() => server.Objects.Version);

    /// <summary>What differs, by number of exchange; null passed.</summary>
    public async Task<IReadOnlyList<(Exchange Exchange, string? Difference)>> RunAsync(Scenario scenario, bool prepared)
    {
        var seeds = new Seeds(server, substitutions);
        var unseen = new Unseen(server, substitutions, seeds);
        var steps = new MissingSteps(server);
        await SettleAsync();
        seeds.Sow(scenario, prepared);
        unseen.Read(scenario);
        var results = new List<(Exchange, string?)>();
        var watches = new List<(Exchange Exchange, OpenWatch Watch)>();
        foreach (var exchange in scenario.Exchanges.Where(e => e.IsHttp))
        {
            await SettleAsync();
            await steps.BeforeAsync(scenario.Name, exchange.Index);
            await unseen.BeforeAsync(exchange, SettleAsync);
            await SettleAsync();
            if (exchange.IsWatch)
            {
                var watch = await OpenWatch.StartAsync(client, Message(exchange));
                if (exchange.IsSilentWatch) results.Add((exchange, await watch.CompareAsync(exchange)));
                else watches.Add((exchange, watch));
            }
            else
            {
                var difference = await OneAsync(exchange);
                if (difference is not null) new Recovery(server, substitutions).Follow(exchange);
                results.Add((exchange, difference));
            }
        }
        await unseen.RestAsync(SettleAsync);
        foreach (var (exchange, watch) in watches) results.Add((exchange, await watch.CompareAsync(exchange)));
        return [.. results.OrderBy(r => r.Item1.Index)];
    }

    private async Task SettleAsync()
    {
        while (!server.IsSettled) await Task.Yield();
    }

    private async Task<string?> OneAsync(Exchange exchange)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        using var request = Message(exchange);
        try
        {
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            var type = response.Content.Headers.NonValidated.TryGetValues("Content-Type", out var types) ? types.ToString() : null;
            return Compare(exchange, response, type, await response.Content.ReadAsStringAsync(limit.Token));
        }
        catch (Exception e) when (e is OperationCanceledException or HttpRequestException)
        {
            return $"no answer: {e.Message}";
        }
    }

    private string? Compare(Exchange exchange, HttpResponseMessage response, string? type, string text)
    {
        var body = Body(text, response.Content.Headers.ContentType);
        substitutions.Learn(exchange.Response["body"], body);
        substitutions.LearnTag((string?)exchange.Response["headers"]?["ETag"], response.Headers.ETag?.Tag);
        var status = (int)exchange.Response["status"]!;
        if (status != (int)response.StatusCode) return $"expected {status}, got {(int)response.StatusCode} {text[..Math.Min(300, text.Length)]}";
        if (exchange.HasRemarkOnly) return null;
        return Headers(exchange, response, type) ?? JsonComparer.Difference(Normalizer.Normalize(substitutions.Rename(exchange.Response["body"]) ?? ""), Normalizer.Normalize(body), exchange.IsCut);
    }

    private HttpRequestMessage Message(Exchange exchange)
    {
        var message = new HttpRequestMessage(new HttpMethod(exchange.Method), new Uri(server.Url, "/" + substitutions.Apply(exchange.Path).TrimStart('/')));
        if (exchange.Path.StartsWith("//", StringComparison.Ordinal)) message.RequestUri = new Uri(server.Url.ToString().TrimEnd('/') + exchange.Path);
        var body = exchange.Request["body"];
        if (exchange.Request.ContainsKey("body"))
            message.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body is JsonValue text ? substitutions.Apply((string)text!) : substitutions.Apply(body)?.ToJsonString() ?? "null"));
        foreach (var (name, value) in exchange.Request["headers"] as JsonObject ?? [])
        {
            var one = value is JsonArray ? value.AsArray().Select(v => (string)v!) : [substitutions.Apply((string)value!)];
            if (name == "Content-Type" && message.Content is not null) message.Content.Headers.TryAddWithoutValidation(name, one);
            else if (name is not ("Authorization" or "Content-Type" or "Transfer-Encoding")) message.Headers.TryAddWithoutValidation(name, one);
        }
        return message;
    }

    private static JsonNode? Body(string text, MediaTypeHeaderValue? type)
    {
        if (text.Length == 0) return "";
        try
        {
            return type?.MediaType == "text/plain" ? text : JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return text;
        }
    }

    private static string? Headers(Exchange exchange, HttpResponseMessage response, string? found)
    {
        var headers = exchange.Response["headers"] as JsonObject ?? [];
        var wanted = (string?)headers["Content-Type"];
        if (wanted is not null && wanted != found) return $"Content-Type: expected {wanted}, got {found}";
        var warnings = headers["Warning"] is JsonArray list ? list.Select(w => (string)w!).ToList() : headers["Warning"] is { } one ? [(string)one!] : [];
        var ours = response.Headers.TryGetValues("Warning", out var values) ? string.Join(" ", values) : "";
        return warnings.FirstOrDefault(w => !ours.Contains(w)) is { } missing ? $"Warning: expected {missing}, got {ours}" : null;
    }
}
