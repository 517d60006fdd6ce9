using System.Text.Json.Nodes;
using LlmRouting.Operator.Kubernetes;
using LlmRouting.Operator.Reconcilers.Caching;
using LlmRouting.TestKit;

namespace LlmRouting.EndToEnd.Tests.Harness;

/// <summary>A namespace with everything a story needs: an API server, Pods that run, operators, data planes. All of it goes when the story ends.</summary>
public sealed partial class Story : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("llm-routing-e2e-").FullName;
    private readonly List<IAsyncDisposable> running = [];
    private readonly int port = FreePort.Next();

    private Story(Cluster cluster, string ns)
    {
        (Cluster, Namespace, Client) = (cluster, ns, cluster.Client());
        Gateway = new GatewayIdentity(Client, ns);
    }

    public Cluster Cluster { get; }
    public string Namespace { get; }

    /// <summary>As an administrator.</summary>
    public KubernetesClient Client { get; }
    public GatewayIdentity Gateway { get; }
    public PodSimulator Pods { get; private set; } = null!;
    public LogCapture Log { get; } = new();

    /// <summary>Files of the data plane: its token, the operator's authority, its state.</summary>
    public string Folder => folder;

    /// <summary>Nothing runs yet but Pods.</summary>
    public static async Task<Story> BeginAsync()
    {
        var cluster = await Cluster.OpenAsync();
        var story = new Story(cluster, $"llm-e2e-{Guid.NewGuid():N}"[..20]);
        await story.Client.CreateAsync(ApiResources.Namespaces, null, new JsonObject { ["apiVersion"] = "v1", ["kind"] = "Namespace", ["metadata"] = new JsonObject { ["name"] = story.Namespace } }, default);
        story.Pods = await PodSimulator.StartAsync(story.Client, story.Namespace);
        await story.Gateway.GrantAsync();
        await story.Gateway.AddPodAsync("gw-0");
        return story;
    }

    /// <summary>An operator and a data plane; small and large serve, policy default is programmed.</summary>
    public static async Task<(Story Story, OperatorUnderTest Operator, RouterUnderTest Router)> ServingAsync(params IEnumerable<string> more)
    {
        var story = await BeginAsync();
        var (@operator, router) = await story.ServeAsync(null, more);
        return (story, @operator, router);
    }

    /// <summary>As <see cref="ServingAsync"/>, by a wire that can be cut.</summary>
    public static async Task<(Story Story, ApiProxy Wire, RouterUnderTest Router)> ServingByWireAsync()
    {
        var story = await BeginAsync();
        var wire = new ApiProxy(story.Cluster.Connection);
        story.running.Add(wire);
        var (_, router) = await story.ServeAsync(wire.Connection, []);
        return (story, wire, router);
    }

    private async Task<(OperatorUnderTest Operator, RouterUnderTest Router)> ServeAsync(KubernetesConnection? connection, IEnumerable<string> more)
    {
        try
        {
            await ApplyAsync(Manifests.Join([Manifests.Small(), Manifests.Large(), Manifests.Policy(), .. more]));
            var @operator = await StartOperatorAsync(connection: connection);
            var router = await StartRouterAsync();
            await ServesAsync(router);
            return (@operator, router);
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    /// <summary>The policy is programmed and both tiers have servers.</summary>
    public async Task ServesAsync(Router router)
    {
        await ConditionAsync("RoutingPolicy", "default", "Programmed", "True");
        await router.HasEndpointsAsync("small", 1);
        await router.HasEndpointsAsync("large", 1);
    }

    /// <summary>At the address that data planes know.</summary>
    public Task<OperatorUnderTest> StartOperatorAsync(string pod = "operator-0", KubernetesConnection? connection = null, TimeProvider? time = null) => StartOperatorAsync(port, pod, connection, time);

    public async Task<OperatorUnderTest> StartOperatorAsync(int at, string pod, KubernetesConnection? connection = null, TimeProvider? time = null)
    {
        var @operator = await BeginOperatorAsync(at, pod, connection, time);
        await @operator.IsReadyAsync();
        return @operator;
    }

    /// <summary>Whether it is ever ready is the test's to see.</summary>
    /// <param name="served">Namespaces; default: the story's.</param>
    public async Task<OperatorUnderTest> BeginOperatorAsync(int? at, string pod, KubernetesConnection? connection, TimeProvider? time = null, params IReadOnlyList<string> served)
    {
        var @operator = await OperatorUnderTest.StartAsync(Cluster, Namespace, at ?? port, pod, Log, connection, time ?? TimeProvider.System, served);
        running.Add(@operator);
        return @operator;
    }

    /// <summary>At the address that data planes know, as a program of its own; returns at once.</summary>
    public RunningProgram StartOperatorProcess(string pod) => StartOperatorProcess(Release.This, pod, port, 0);

    /// <param name="admin">Port of its health; 0: any.</param>
    public RunningProgram StartOperatorProcess(Release release, string pod, int at, int admin)
    {
        var configuration = Path.Combine(folder, "operator.yaml");
        File.WriteAllText(configuration, $$$"""
            gateways: [{name: default, namespaces: [{{{Namespace}}}]}]
            gpuClasses: [{name: sim, nodeSelector: {llmrouting.dev/simulated: "true"}}]
            """);
        var program = RunningProgram.Start(release.Operator,
        [
            "--kubeconfig", Cluster.WriteKubeconfig(folder), "--config", configuration, "--namespace", Namespace, "--service", OperatorUnderTest.Service, "--pod", pod,
            "--urls", $"https://127.0.0.1:{at}", "--admin-urls", $"http://127.0.0.1:{admin}", "--hugging-face-url", "",
        ], Log);
        running.Add(program);
        return program;
    }

    /// <summary>Follows the operator at the usual address; state of an earlier one is taken over.</summary>
    public async Task<RouterUnderTest> StartRouterAsync(string pod = "gw-0", int at = 0)
    {
        await WriteFilesAsync(pod, folder);
        var router = await RouterUnderTest.StartAsync(new Uri($"https://localhost:{port}"), folder, Log, at);
        running.Add(router);
        return router;
    }

    /// <summary>As a program of its own, which follows the operator at that port; returns when it is ready.</summary>
    /// <param name="home">Name of the folder with what it keeps.</param>
    public async Task<RouterProcess> StartRouterProcessAsync(Release release, string pod, int @operator, string home)
    {
        var own = Directory.CreateDirectory(Path.Combine(folder, home)).FullName;
        await WriteFilesAsync(pod, own);
        var router = RouterProcess.Start(release, new Uri($"https://localhost:{@operator}"), own, Log);
        running.Add(router);
        await router.IsReadyAsync();
        return router;
    }

    /// <summary>Waits until a data plane has written down what a restart would need.</summary>
    public Task KeptAsync(string frames, string word)
    {
        var file = Path.Combine(folder, "state", "frames", "default", frames + ".ndjson");
        return Eventually.IsAsync(() => File.Exists(file) && File.ReadAllText(file).Contains(word, StringComparison.Ordinal), () => $"{file} does not say {word}");
    }

    public Task LeaseIsHeldByAsync(string pod) => Eventually.IsAsync(
        async () => (await Client.FindAsync(ApiResources.Leases, Namespace, OperatorUnderTest.Service, default))?["spec"]?["holderIdentity"]?.ToString().StartsWith(pod + "_", StringComparison.Ordinal) == true,
        () => Task.FromResult($"{pod} does not lead\n{Log.Tail}"));

    /// <summary>Something that ends with the story.</summary>
    public void Ends(IAsyncDisposable item) => running.Add(item);

    public async ValueTask DisposeAsync()
    {
        foreach (var item in running.AsEnumerable().Reverse()) await item.DisposeAsync();
        if (Cluster.Fake is null) await CleanAsync();
        await Pods.DisposeAsync();
        Client.Dispose();
        await Cluster.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private async Task WriteFilesAsync(string pod, string to)
    {
        await File.WriteAllTextAsync(Path.Combine(to, "token"), await Gateway.TokenAsync(pod));
        JsonObject? bundle = null;
        await Eventually.IsAsync(async () => (bundle = await Client.FindAsync(ApiResources.ConfigMaps, Namespace, $"{OperatorUnderTest.Service}-ca", default)) is not null, () => Task.FromResult("no authority was published"));
        await File.WriteAllTextAsync(Path.Combine(to, "ca.crt"), (string)bundle!["data"]!["ca.crt"]!);
    }

    /// <summary>Leaves nothing behind. Nobody drains tiers any more, so they are let go first.</summary>
    private async Task CleanAsync()
    {
        Pods.IsGraceful = false;
        foreach (var tier in await NamesAsync(OurResources.ModelTiers))
            await Client.MergePatchAsync(OurResources.ModelTiers, Namespace, tier, new JsonObject { ["metadata"] = new JsonObject { ["finalizers"] = null } }, default);
        await Gateway.RevokeAsync();
        await OperatorRights.RevokeAsync(Client, Namespace);
        await Client.DeleteAsync(ApiResources.Namespaces, null, Namespace, new DeleteOptions(), default);
        await Eventually.IsAsync(() => Pods.Count == 0, () => $"{Pods.Count} Pods are left in {Namespace}");
        await Pods.LeaveAsync();
    }
}
