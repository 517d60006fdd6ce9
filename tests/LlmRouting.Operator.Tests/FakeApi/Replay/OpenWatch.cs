using System.Text.Json.Nodes;

namespace LlmRouting.Operator.Tests.FakeApi.Replay;

/// <summary>A watch that runs while the scenario goes on.</summary>
public sealed class OpenWatch
{
    private readonly List<JsonNode> events = [];
    private readonly CancellationTokenSource stop = new();
    private readonly SemaphoreSlim arrived = new(0);
    private Task reading = Task.CompletedTask;
    private int status;

    private OpenWatch() { }

    public static async Task<OpenWatch> StartAsync(HttpClient client, HttpRequestMessage request)
    {
        var watch = new OpenWatch();
        var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        watch.status = (int)response.StatusCode;
        watch.reading = watch.ReadAsync(response);
        return watch;
    }

    public async Task<string?> CompareAsync(Exchange exchange)
    {
        var expected = exchange.Response["body"] as JsonArray ?? [];
        await ReceiveAsync(expected.Count);
        await stop.CancelAsync();
        await reading;
        if (status != (int)exchange.Response["status"]!) return $"expected {exchange.Response["status"]}, got {status}";
        if (exchange.HasRemarkOnly) return null;
        var received = new JsonArray([.. events.Take(Math.Max(expected.Count, 1)).Select(e => e.DeepClone())]);
        return JsonComparer.Difference(Normalizer.Normalize(expected), Normalizer.Normalize(received), exchange.IsCut);
    }

    /// <summary>Until there are as many events as were recorded; a watch that stays short of them is given up.</summary>
    private async Task ReceiveAsync(int count)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        try
        {
            for (var i = 0; i < count; i++) await arrived.WaitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            return;
        }
    }

    private async Task ReadAsync(HttpResponseMessage response)
    {
        using var owned = response;
        try
        {
            using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(stop.Token));
            while (await reader.ReadLineAsync(stop.Token) is { } line)
            {
                events.Add(JsonNode.Parse(line)!);
                arrived.Release();
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or HttpRequestException or System.Text.Json.JsonException)
        {
            // The recorded watch ended here, too.
            return;
        }
    }
}
