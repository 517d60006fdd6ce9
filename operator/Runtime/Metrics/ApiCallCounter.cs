using System.Diagnostics.Metrics;
using System.Globalization;

namespace LlmRouting.Operator.Runtime.Metrics;

/// <summary>Counts the requests to one API server by HTTP method and status code, as .NET's own HTTP metrics report them: every try counts.</summary>
public sealed class ApiCallCounter : IDisposable
{
    private readonly MeterListener listener = new();
    private readonly Uri server;
    private readonly Counter calls;

    /// <param name="server">Requests to other servers, e.g. scrapes of pods, are left out.</param>
    public ApiCallCounter(Uri server, OperatorMetrics metrics)
    {
        this.server = server;
        calls = metrics.Counter("llm_operator_api_requests_total", "Requests to the API server; code 0: no answer. Writes are POST, PUT, PATCH and DELETE.", "verb", "code");
        listener.InstrumentPublished = static (instrument, self) =>
        {
            if (instrument is { Meter.Name: "System.Net.Http", Name: "http.client.request.duration" }) self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<double>((_, _, tags, _) => Count(tags));
        listener.Start();
    }

    public void Dispose() => listener.Dispose();

    private void Count(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (Tag(tags, "server.address") != server.Host || Tag(tags, "server.port") != server.Port.ToString(CultureInfo.InvariantCulture)) return;
        calls.Increment(Tag(tags, "http.request.method") ?? "", Tag(tags, "http.response.status_code") ?? "0");
    }

    private static string? Tag(ReadOnlySpan<KeyValuePair<string, object?>> tags, string name)
    {
        foreach (var (key, value) in tags)
        {
            if (key == name) return Convert.ToString(value, CultureInfo.InvariantCulture);
        }

        return null;
    }
}
