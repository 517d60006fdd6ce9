using System.Security.Cryptography.X509Certificates;
using LlmRouting.TestKit.Kubernetes.Builtins;
using LlmRouting.TestKit.Kubernetes.Controllers;
using LlmRouting.TestKit.Kubernetes.Discovery;
using LlmRouting.TestKit.Kubernetes.Faults;
using LlmRouting.TestKit.Kubernetes.Http;
using LlmRouting.TestKit.Kubernetes.Identity;
using LlmRouting.TestKit.Kubernetes.Presentation;
using LlmRouting.TestKit.Kubernetes.Reading;
using LlmRouting.TestKit.Kubernetes.Storage;
using LlmRouting.TestKit.Kubernetes.Watch;
using LlmRouting.TestKit.Kubernetes.Workloads;
using LlmRouting.TestKit.Kubernetes.Writing;

namespace LlmRouting.TestKit.Kubernetes;

/// <summary>Puts the server together.</summary>
internal sealed class ServerParts : IAsyncDisposable
{
    private readonly FakeApiServerOptions options;
    private readonly ControllerLoop controllers;
    private readonly ResourceRegistry registry;
    private readonly ObjectDeleter deleter;
    private readonly ServerWriter server;

    public ServerParts(FakeApiServerOptions options)
    {
        this.options = options;
        Database = new ObjectDatabase(options.LogCapacity);
        Certificate = options.Tls ? ServerSockets.SelfSigned(options.Time.GetUtcNow()) : null;
        var naming = new Naming(options.Time, new Random(options.Seed));
        registry = new ResourceRegistry(BuiltinResources.Load());
        var writer = new ObjectWriter(Database, new Completion(new RuleBook(BuiltinRules.All(naming))), new NamespaceGate(Database, registry), naming);
        deleter = new ObjectDeleter(Database, naming);
        server = new ServerWriter(Database, writer, naming);
        Switches = new FaultSwitches(Faults, Watches, Database, options.Time);
        Identities = new Identities(options.Time);
        Authorizer = new Authorizer(Database, registry);
        Objects = new ServerObjects(Database, registry, writer, deleter);
        var crds = new CrdController(Database, registry, deleter, server);
        Database.Committed += crds.Register;
        controllers = new ControllerLoop(Database,
            crds.React, new NamespaceController(Database, registry, deleter, server).React, new GarbageCollector(Database, registry, deleter, server).React);
        var presenters = new Presenters(options.Time);
        var resources = new ResourceHandler(Database, new Lister(Database), new WatchHandler(Database, options.Time, Watches, options.BookmarkInterval, presenters),
            new WriteHandler(writer, deleter, naming, Database, presenters), new ScaleHandler(Database, writer),
            new SubresourceHandler(Database, Identities, deleter, options.Time, naming), presenters);
        var reviews = new ReviewHandler(Identities, Authorizer, naming);
        Dispatcher = new Dispatcher(Faults, new Authentication(Identities, Authorizer), registry, resources, reviews, new PathHandler(registry), Traffic);
    }

    public ObjectDatabase Database { get; }

    public X509Certificate2? Certificate { get; }

    public Identities Identities { get; }

    public Authorizer Authorizer { get; }

    public ServerObjects Objects { get; }

    public TrafficBook Traffic { get; } = new();

    public FaultGate Faults { get; } = new();

    public WatchGate Watches { get; } = new();

    public FaultSwitches Switches { get; }

    public Dispatcher Dispatcher { get; }

    public bool IsSettled => controllers.IsIdle;

    /// <summary>What every cluster has from the start.</summary>
    public void Furnish()
    {
        foreach (var name in options.Namespaces) Objects.AddNamespace(name);
        foreach (var text in options.Crds) Objects.Add(text);
    }

    public SimulatedWorkloads SimulateWorkloads(WorkloadOptions workloads)
    {
        var simulation = new SimulatedWorkloads(Database, registry, server, deleter, options.Time, workloads);
        controllers.Add(simulation.React);
        simulation.CatchUp();
        return simulation;
    }

    public async ValueTask DisposeAsync()
    {
        await controllers.DisposeAsync();
        Watches.Dispose();
        Certificate?.Dispose();
    }
}
