using LlmRouting.Contract.Api;
using LlmRouting.Contract.Frames;
using LlmRouting.Contract.Vllm;
using LlmRouting.Operator.Reconcilers.Status;
using LlmRouting.Operator.Reconcilers.Tiers;
using LlmRouting.Operator.Runtime;
using LlmRouting.Operator.Scaling;
using LlmRouting.Operator.Scaling.MetricsApi;

namespace LlmRouting.Operator.Hosting;

/// <summary>Scaling put together: who measures, who is told, who sets replicas.</summary>
internal sealed class ScalingParts : IDisposable
{
    private readonly OperatorParts parts;
    private readonly HttpMessageInvoker http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false, UseProxy = false, UseCookies = false, ConnectTimeout = TimeSpan.FromSeconds(1),
        // vLLM's HTTP server ends idle connections after 5 s.
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(4),
    });

    private readonly ServerScraper scraper;
    private readonly LoadPublisher publisher;
    private readonly Warmups warmups;
    private volatile bool wasNeeded;

    public ScalingParts(OperatorParts parts, ILoggerFactory loggers, Random chance)
    {
        this.parts = parts;
        var tiers = new ServedTiers(parts.Caches);
        var book = new LoadBook(parts.Time);
        Loads = new TierLoads(tiers, book, parts.Caches, tier => parts.Election.IsLeader ? parts.Books.Held.Total(tier) : null);
        Figures = new ToldFigures(Loads);
        Gauges = new GaugeBoard(Loads, parts.Queues.Tiers.Add, parts.Time);
        publisher = new LoadPublisher(tiers, book, parts.Publishers.PublishLoad, () => parts.Election.LeaseTransitions, parts.Time);
        scraper = new ServerScraper(() => tiers.All.Values, new MetricsReader(http, parts.Time), book, publisher.Scraped, parts.Time, new Random(chance.Next()), loggers.CreateLogger<ServerScraper>());
        warmups = new Warmups(
            () => tiers.All.Values, book, http, () => parts.Election.IsLeader, Rests, parts.Metrics, parts.Time, new Random(chance.Next()), loggers.CreateLogger<Warmups>());
        Proxy = new FrontProxy(parts.Client, parts.Time, loggers.CreateLogger<FrontProxy>());
        MetricsApi = new MetricsApiEndpoint(Proxy, Figures, parts.Time, loggers.CreateLogger<MetricsApiEndpoint>());
        Registrar = new ApiServiceRegistrar(
            parts.Client, parts.Options.Namespace, parts.Options.Service, parts.Options.ClusterRole, parts.Options.ExternalMetrics, () => parts.Certificate.BundlePem, IsNeeded, () => parts.Election.IsLeader, parts.Time, loggers.CreateLogger<ApiServiceRegistrar>());
        Reconciler = new ScalingReconciler(
            parts.Caches, Loads, new ReplicaWriter(parts.Client), parts.Drain.IsDone, IsUnderRollout, parts.Time, loggers.CreateLogger<ScalingReconciler>());
        TierMetrics.Register(parts.Metrics, Loads);
        Connect();
    }

    public TierLoads Loads { get; }
    public ToldFigures Figures { get; }
    public GaugeBoard Gauges { get; }
    public FrontProxy Proxy { get; }
    public MetricsApiEndpoint MetricsApi { get; }
    public ApiServiceRegistrar Registrar { get; }
    public ScalingReconciler Reconciler { get; }

    /// <summary>Loops that run on every replica; those that write look at the Lease themselves.</summary>
    public IEnumerable<(string Name, Func<CancellationToken, Task> Run)> Loops =>
    [
        ("scrapes", scraper.RunAsync), ("load frames", publisher.RunAsync), ("gauges", Gauges.RunAsync), ("metrics API", RegisterAsync), ("warm-ups", warmups.RunAsync),
        // Without it nobody is let in.
        .. parts.Options.ExternalMetrics ? [("front proxy", Proxy.RunAsync)] : Array.Empty<(string, Func<CancellationToken, Task>)>(),
    ];

    /// <summary>Why figures do not reach a tier's autoscaler.</summary>
    public Finding? Trouble(ModelTier tier) => (IsBuiltin(tier) ? Registrar.Trouble : null) ?? Gauges.Trouble(tier);

    public void Dispose()
    {
        Registrar.Dispose();
        http.Dispose();
    }

    private async Task RegisterAsync(CancellationToken cancellation)
    {
        await parts.Caches.Synced.WaitAsync(cancellation);
        await Registrar.RunAsync(cancellation);
    }

    private void Connect()
    {
        parts.Certificate.Changed += Registrar.Signal;
        parts.Election.Changed += Registrar.Signal;
        parts.Caches.Tiers.Changed += TierChanged;
        Registrar.Changed += () =>
        {
            foreach (var tier in parts.Caches.Tiers.All.Where(stored => stored.Value is { } tier && IsBuiltin(tier))) parts.Queues.Tiers.Add(tier.Key);
        };
    }

    /// <summary>The first tier that needs the metrics API need not wait.</summary>
    private void TierChanged(ObjectKey key)
    {
        if (wasNeeded || parts.Caches.Tiers.Find(key)?.Value is not { } tier || !IsBuiltin(tier)) return;
        wasNeeded = true;
        Registrar.Signal();
    }

    private bool? IsNeeded()
    {
        if (!parts.Caches.Synced.IsCompletedSuccessfully) return null;
        return wasNeeded = parts.Caches.Tiers.All.Any(stored => stored.Value is { } tier && IsBuiltin(tier));
    }

    private bool Rests(string tier) => parts.Caches.Deployments.Find(ObjectKey.Parse(tier))?.Value is { } deployment && SleepMark.Of(deployment.Body) is not null;

    private bool IsUnderRollout(string tier) => parts.Publishers.All.Any(gateway =>
        gateway.Find(new FrameSlot(FrameKind.Splits)) is SplitsFrame splits && splits.Splits.Any(split => split.Stable == tier || split.Canary == tier));

    private static bool IsBuiltin(ModelTier tier) => tier.Spec is { Vllm: not null, Autoscaling: { } scaling } && (scaling.Source ?? ScalingSource.Builtin) == ScalingSource.Builtin;
}
