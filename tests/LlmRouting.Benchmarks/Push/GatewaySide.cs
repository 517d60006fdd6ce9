using LlmRouting.DataPlane.Accounting;
using LlmRouting.DataPlane.Configuration;
using LlmRouting.DataPlane.Configuration.Operator;
using LlmRouting.DataPlane.Metrics;
using LlmRouting.DataPlane.Serving;
using LlmRouting.DataPlane.State;
using LlmRouting.DataPlane.Upstreams;
using Microsoft.Extensions.Logging.Abstractions;

namespace LlmRouting.Benchmarks.Push;

/// <summary>What of a data plane follows an operator, reports included; without the request path.</summary>
internal sealed class GatewaySide : IAsyncDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly UpstreamClients clients = new(new ConnectGuard(allowLocal: true), TimeSpan.FromSeconds(4));
    private readonly RouterMetrics metrics = new();
    private readonly CountingRelay relay;
    private readonly OperatorParts parts;
    private readonly Task running;

    /// <param name="folder">For its token, the authority and the frames it keeps.</param>
    public GatewaySide(string name, string folder, OperatorSide server)
    {
        relay = new CountingRelay(server.Port);
        var own = Directory.CreateDirectory(Path.Combine(folder, name)).FullName;
        File.WriteAllText(Path.Combine(own, "token"), KnowingApi.Token(name));
        File.WriteAllText(Path.Combine(own, "ca.pem"), server.Authority);
        var follow = new OperatorOptions { Address = new Uri($"https://localhost:{relay.Port}"), TokenFile = Path.Combine(own, "token"), AuthorityFile = Path.Combine(own, "ca.pem") };
        var states = new StateRegistry(TimeProvider.System);
        parts = new OperatorParts(
            new RouterOptions { Operator = follow, StateFolder = Path.Combine(own, "state") }, new RuntimeBuilder(states, clients), states, new CanaryState(TimeProvider.System), new RequestIdCodec(new byte[32], TimeProvider.System), clients, null, metrics, NullLoggerFactory.Instance, TimeProvider.System, new Random(1));
        running = parts.RunAsync(stop.Token);
    }

    /// <summary>Bytes from the operator so far, TLS and answers to reports included.</summary>
    public long Received => relay.Received;

    public RuntimeSnapshot Current => parts.Configuration.Snapshots.Current;

    /// <returns>Timestamp of the moment when <paramref name="condition"/> held for what is served.</returns>
    public async Task<long> ServesAsync(Func<RuntimeSnapshot, bool> condition)
    {
        while (true)
        {
            var changed = parts.Configuration.Snapshots.Changed;
            if (condition(Current)) return TimeProvider.System.GetTimestamp();
            await changed.WaitAsync(TimeSpan.FromMinutes(1));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        parts.Dispose();
        relay.Dispose();
        clients.Dispose();
        metrics.Dispose();
        stop.Dispose();
    }
}
