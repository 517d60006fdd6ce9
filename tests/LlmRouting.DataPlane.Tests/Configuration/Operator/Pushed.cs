using LlmRouting.Contract.Compilation;
using LlmRouting.Contract.Frames;
using LlmRouting.Contract.Snapshot;
using LlmRouting.DataPlane.Configuration.Operator;
using LlmRouting.DataPlane.Serving;
using LlmRouting.DataPlane.Simulation;
using LlmRouting.DataPlane.Tests.Harness;

namespace LlmRouting.DataPlane.Tests.Configuration.Operator;

/// <summary>A router, the operator it follows, and two tiers of ours, weak and strong, behind the model name auto, which goes to weak and falls back to strong.</summary>
internal sealed class Pushed : IAsyncDisposable
{
    private readonly TestAuthority authority = new();
    private readonly ManifestFiles files = new();
    private ulong sequence = 100;

    public required Simulator Weak { get; init; }
    public required Simulator Strong { get; init; }
    public FrameServer Server { get; private set; } = null!;
    public RouterUnderTest Router { get; private set; } = null!;
    public string Token => Path.Combine(files.Folder, "token");
    public string Authority => Path.Combine(files.Folder, "ca.pem");
    public string State => Path.Combine(files.Folder, "state");
    public string Secrets => Path.Combine(files.Folder, "secrets");
    public TestAuthority Authorities => authority;
    public Func<RouterOptions, RouterOptions> Configure { get; set; } = options => options;
    public Func<OperatorOptions, OperatorOptions> Follow { get; set; } = options => options;

    public static string Url(Simulator simulator) => simulator.BaseAddress.GetLeftPart(UriPartial.Authority);

    public static PolicySnapshot Policy { get; } = new()
    {
        Namespace = "default", Name = "default", Uid = "p", Models = ["auto"], OnClassifierFailure = "weak",
        Tiers = [new PolicyTier("weak", "default/weak"), new PolicyTier("strong", "default/strong")],
        Routes = [new RouteSnapshot(null, "weak")],
        Fallbacks = [new FallbackSnapshot("weak", ["strong"])],
    };

    public RoutingSnapshot Snapshot => CanonicalJson.Stamp(new RoutingSnapshot
    {
        Gateway = "default",
        Policies = [Policy],
        Tiers = [Tier("strong"), Tier("weak")],
        Endpoints = [new EndpointsSnapshot("default/strong", [Url(Strong)]), new EndpointsSnapshot("default/weak", [Url(Weak)])],
        Credentials = [new CredentialSnapshot("default/weak", "sk-weak", [])],
    });

    public static TierSnapshot Tier(string name) => new() { Namespace = "default", Name = name, Uid = name, Model = name + "-model", Managed = true, MaxModelLen = 8192, ContextTokens = 8000 };

    /// <summary>Everything is set up and nothing is running.</summary>
    public static async Task<Pushed> PrepareAsync()
    {
        var quick = new SimulatorOptions { Model = "weak-model", TimeToFirstToken = TimeSpan.Zero, TokensPerSecond = 1e9, OutputTokens = 8 };
        var pushed = new Pushed
        {
            Weak = await Simulator.StartAsync(quick with { ApiKey = "sk-weak" }, TimeProvider.System),
            Strong = await Simulator.StartAsync(quick with { Model = "strong-model" }, TimeProvider.System),
        };
        File.WriteAllText(pushed.Token, "token-1\n");
        File.WriteAllText(pushed.Authority, pushed.authority.Pem);
        await pushed.OperatorStartsAsync();
        return pushed;
    }

    public static async Task<Pushed> StartAsync(Func<RouterOptions, RouterOptions>? configure = null)
    {
        var pushed = await PrepareAsync();
        pushed.Configure = configure ?? pushed.Configure;
        pushed.Publish(pushed.Snapshot);
        await pushed.RouterStartsAsync();
        await pushed.ServesAsync(pushed.Snapshot.Revision);
        return pushed;
    }

    public async Task OperatorStartsAsync(int port = 0) => Server = await FrameServer.StartAsync(authority, port: port);

    public async Task RouterStartsAsync() => Router = await RouterUnderTest.FollowAsync(Configure(new RouterOptions
    {
        StateFolder = State,
        Operator = Follow(new OperatorOptions { Address = Server.Address, TokenFile = Token, AuthorityFile = Authority }),
    }));

    public FrameOrder NextOrder() => new(1, ++sequence);

    public void Publish(RoutingSnapshot snapshot)
    {
        var order = NextOrder();
        Server.Publish(FrameCutter.Cut(snapshot, _ => order));
    }

    public void PublishEndpoints(string tier, params string[] urls) => Server.Publish(new EndpointsFrame { Tier = tier, BaseUrls = urls, Order = NextOrder() });

    public Task ServesAsync(string revision) => Router.StatusBecomesAsync(status => (string?)status["configuration"]!["revision"] == revision);

    public Task FaultBecomesAsync(string part) => Router.StatusBecomesAsync(status => ((string?)status["operator"]!["fault"] ?? "").Contains(part, StringComparison.Ordinal));

    public Task ConnectedAsync() => Router.StatusBecomesAsync(status => (bool)status["operator"]!["connected"]!);

    public Task ReportedAsync(Func<Report, bool> condition) => Eventually.IsAsync(
        () => Server.Reports.Any(condition), () => string.Join('\n', Server.Reports.Select(report => System.Text.Encoding.UTF8.GetString(ReportCodec.Encode(report)))));

    public async ValueTask DisposeAsync()
    {
        if (Router is not null) await Router.DisposeAsync();
        await Server.DisposeAsync();
        await Weak.DisposeAsync();
        await Strong.DisposeAsync();
        authority.Dispose();
        files.Dispose();
    }
}
