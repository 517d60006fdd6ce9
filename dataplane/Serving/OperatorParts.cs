using LlmRouting.Contract.Frames;
using LlmRouting.DataPlane.Accounting;
using LlmRouting.DataPlane.Configuration;
using LlmRouting.DataPlane.Configuration.Operator;
using LlmRouting.DataPlane.Metrics;
using LlmRouting.DataPlane.Simulation;
using LlmRouting.DataPlane.State;
using LlmRouting.DataPlane.Upstreams;

namespace LlmRouting.DataPlane.Serving;

/// <summary>Puts together what follows an operator.</summary>
public sealed class OperatorParts : IDisposable
{
    private readonly OperatorLink link;
    private readonly OperatorClient client;
    private readonly OperatorReporter reporter;
    private readonly IReadOnlyList<EnduringLoop> loops;
    private readonly Trust trust;

    public OperatorParts(
        RouterOptions options, RuntimeBuilder builder, StateRegistry states, CanaryState canaries, RequestIdCodec ids, UpstreamClients clients, SimulatedTiers? simulated, RouterMetrics metrics, ILoggerFactory logs, TimeProvider time,
        Random chance)
    {
        var (follow, gateway) = (options.Operator!, options.Gateway);
        link = new OperatorLink(time);
        client = new OperatorClient(follow);
        trust = new Trust(link, new EndpointVerifier(clients.For(TimeSpan.FromSeconds(2)).Pooled, time), time);
        var store = new FrameStore(options.StateFolder, follow.SecretsFolder, gateway);
        Configuration = new OperatorConfiguration(gateway, store, trust, builder, states, simulated, metrics, time, logs.CreateLogger<OperatorConfiguration>());
        Configuration.RequestIdKeyGiven += ids.Use;
        var subscriber = new FrameSubscriber(client, gateway, Configuration.Take, link, time, new Random(chance.Next()), logs.CreateLogger<FrameSubscriber>());
        var reports = new ReportBuilder(Configuration, states, canaries, $"{time.GetUtcNow().ToUnixTimeMilliseconds():x}-{chance.NextInt64():x}");
        metrics.ObserveOperator(() => IsConnected);
        reporter = new OperatorReporter(client, gateway, reports, link, time, new Random(chance.Next()), logs.CreateLogger<OperatorReporter>());
        loops = [Enduring("frames", subscriber.RunAsync), Enduring("configuration", Configuration.RunAsync), Enduring("reports", reporter.RunAsync)];

        EnduringLoop Enduring(string name, Func<CancellationToken, Task> loop) => new(name, loop, time, new Random(chance.Next()), logs.CreateLogger<EnduringLoop>());
    }

    public OperatorConfiguration Configuration { get; }

    /// <summary>Whether somebody hears that requests wait.</summary>
    public bool IsConnected => link.State.IsConnected;

    public OperatorStatus Status
    {
        get
        {
            var (state, composed) = (link.State, Configuration.Served.Composed);
            var orders = composed.Frames.GroupBy(frame => frame.Slot.Kind).ToDictionary(kind => kind.Key.ToString().ToLowerInvariant(), kind => kind.Max(frame => frame.Order).ToString());
            var refused = Configuration.Served.Refused.Select(r => new RefusedFrameStatus(r.Frame.Slot.ToString(), r.Frame.Order.ToString(), r.Refusal.Problems));
            return new OperatorStatus(client.Address.ToString(), state.IsConnected, state.Since, state.Operator, state.Fault, FrameSchema.Newest, orders, [.. refused], reporter.Fault, trust.Verified?.Count);
        }
    }

    public Task RunAsync(CancellationToken stopping) => Task.WhenAll(loops.Select(loop => loop.RunAsync(stopping)));

    public void Dispose() => client.Dispose();
}
