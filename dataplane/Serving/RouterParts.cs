using LlmRouting.Contract.Compilation;
using LlmRouting.Contract.Snapshot;
using LlmRouting.Contract.Vllm;
using LlmRouting.DataPlane.Access;
using LlmRouting.DataPlane.Accounting;
using LlmRouting.DataPlane.Caching;
using LlmRouting.DataPlane.Configuration;
using LlmRouting.DataPlane.Forwarding;
using LlmRouting.DataPlane.Metrics;
using LlmRouting.DataPlane.Metrics.Tracing;
using LlmRouting.DataPlane.Parsing;
using LlmRouting.DataPlane.Selection;
using LlmRouting.DataPlane.Simulation;
using LlmRouting.DataPlane.State;
using LlmRouting.DataPlane.Upstreams;

namespace LlmRouting.DataPlane.Serving;

/// <summary>Puts a router together: the one place that knows every class.</summary>
public sealed class RouterParts : IAsyncDisposable
{
    /// <summary>4 s: vLLM closes idle connections after 5 unless told otherwise (S0.12b), and an address does not say how its server was told (docs/decisions).</summary>
    public static readonly TimeSpan UpstreamIdle = TimeSpan.FromSeconds(4);

    private readonly RouterMetrics metrics = new();
    private readonly PrometheusExposition exposition;
    private readonly RouterTracing tracing;
    private readonly StateRegistry states;
    private readonly CanaryState canaries;
    private readonly UpstreamClients clients = new(new ConnectGuard(allowLocal: true), UpstreamIdle);
    private readonly UpstreamClients external;
    private readonly FolderConfiguration? folder;
    private readonly OperatorParts? followed;
    private readonly SimulatedTiers? simulated;
    private readonly EndpointScraper? scraper;
    private readonly TimeProvider time;
    private readonly ILoggerFactory logs;
    private readonly RouterOptions options;
    private readonly Random chance;
    private readonly RequestIdCodec ids;

    private RouterParts(RouterOptions options, IServiceProvider services, TimeProvider time, Random chance)
    {
        (this.options, this.time, this.chance) = (options, time, chance);
        logs = services.GetRequiredService<ILoggerFactory>();
        exposition = new PrometheusExposition(metrics.Meter);
        tracing = new RouterTracing(services.GetRequiredService<IConfiguration>());
        states = new StateRegistry(time);
        canaries = new CanaryState(time);
        ids = new RequestIdCodec(RequestIdKey.Load(options.StateFolder), time);
        Aside = new Aside(ids, logs.CreateLogger<Aside>());
        simulated = options.Simulate ? new SimulatedTiers(Simulated, time) : null;
        // A folder is a person's own machine; what a cluster's tenants may point at is not.
        external = new UpstreamClients(new ConnectGuard(allowLocal: options.Operator?.AllowPrivateUpstreams ?? true), UpstreamIdle);
        var builder = new RuntimeBuilder(states, clients, external);
        if (options.Operator is not null)
        {
            followed = new OperatorParts(options, builder, states, canaries, ids, clients, simulated, metrics, logs, time, new Random(chance.Next()));
            return;
        }

        folder = new FolderConfiguration(
            new FolderSource(options.Manifests ?? throw new ArgumentException("neither a folder nor an operator"), options.Gateway), builder, states, simulated, metrics, time, logs.CreateLogger<FolderConfiguration>());
        scraper = new EndpointScraper(
            () => ScrapeTargets.Of(Snapshots.Current), new MetricsReader(clients.For(TimeSpan.FromSeconds(2)).Pooled, time), time, new Random(chance.Next()), logs.CreateLogger<EndpointScraper>());
    }

    public ISnapshotSource Source => (ISnapshotSource?)folder ?? followed!.Configuration;

    /// <summary>Around every answer that is not the request path's.</summary>
    public Aside Aside { get; }

    public SnapshotHolder Snapshots => Source.Snapshots;

    public static async Task<RouterParts> BuildAsync(
        RouterOptions options, FolderCompilation? first, IServiceProvider services, TimeProvider time, Random chance, CancellationToken cancellation)
    {
        var parts = new RouterParts(options, services, time, chance);
        if (parts.folder is not null) await parts.folder.StartAsync(first!, cancellation);
        RouterGauges.Observe(parts.metrics, parts.Snapshots, time);
        return parts;
    }

    /// <param name="drained">Cancelled when what is still open must end.</param>
    public void MapApi(WebApplication api, CancellationToken drained)
    {
        var authenticator = new Authenticator(options.Auth, time);
        var admission = new Admission(maxInFlightBytes: options.MaxInFlightBytes);
        var bodies = new BodyReader(time);
        var classifier = new ClassifyStep(logs.CreateLogger<ClassifyStep>());
        var sender = new AttemptSender(new UpstreamUris(), time, drained);
        var visitor = new TierVisitor(Snapshots, new EndpointPicker(time, (ulong)chance.NextInt64()), sender, metrics, time, chance, logs.CreateLogger<TierVisitor>());
        var answers = new AnswerStep(new ResponseCacheState(time), new Forwarder(Snapshots, visitor, new TierHold(Snapshots, options.Hold, () => followed is { IsConnected: true }, time, drained), time), metrics, time);
        var accountant = new Accountant(metrics, tracing, canaries, ids, time, logs.CreateLogger<Accountant>());
        api.MapApi(
            new RequestPipeline(Snapshots, authenticator, admission, bodies, new ParsedRequestPool(), new RateLimitState(time, replicas: () => followed?.Configuration.Replicas ?? 1), classifier, answers, accountant,
                logs.CreateLogger<RequestPipeline>()),
            new ModelsEndpoint(Snapshots, authenticator),
            new RouteEndpoint(Snapshots, authenticator, admission, bodies, new RoutePreview(classifier, time)),
            new FeedbackEndpoint(Snapshots, authenticator, admission, bodies, new FeedbackState(ids, time), metrics),
            Aside);
    }

    /// <param name="stopping">Of the API's host.</param>
    public void MapAdmin(IEndpointRouteBuilder routes, CancellationToken stopping) =>
        routes.MapAdmin(Snapshots, new StatusReport(Snapshots, () => Source.Status, () => followed?.Status, time), exposition, new Readiness(() => Source.Status.AppliedAt is not null, stopping));

    /// <summary>Follows the folder and the endpoints' queues, or the operator, which knows both, until cancelled.</summary>
    public Task RunAsync(CancellationToken stopping) => followed?.RunAsync(stopping) ?? Task.WhenAll(folder!.RunAsync(stopping), scraper!.RunAsync(stopping));

    public async ValueTask DisposeAsync()
    {
        if (simulated is not null) await simulated.DisposeAsync();
        followed?.Dispose();
        external.Dispose();
        clients.Dispose();
        tracing.Dispose();
        exposition.Dispose();
        metrics.Dispose();
    }

    private SimulatorOptions Simulated(TierSnapshot tier) => new()
    {
        Model = tier.Model,
        MaxNumSeqs = tier.MaxNumSeqs,
        MaxModelLen = tier.MaxModelLen ?? 8192,
        TimeToFirstToken = options.SimulatedTimeToFirstToken,
        TokensPerSecond = options.SimulatedTokensPerSecond,
        Capture = false,
    };
}
