using LlmRouting.Operator.Configuration;
using LlmRouting.Operator.Hosting;
using LlmRouting.Operator.Kubernetes;

namespace LlmRouting.EndToEnd.Tests.Harness;

/// <summary>An operator in this process.</summary>
public sealed class OperatorUnderTest : IAsyncDisposable
{
    /// <summary>What the Lease, the certificate's Secret and its names are called: the name under which test and data plane reach it.</summary>
    public const string Service = "localhost";

    private readonly OperatorHost host;
    private readonly KubernetesClient client;
    private bool isStopped;

    private OperatorUnderTest(OperatorHost host, KubernetesClient client, int port, string pod) => (this.host, this.client, Port, Pod) = (host, client, port, pod);

    public int Port { get; }
    public string Pod { get; }
    public Uri Address => new($"https://localhost:{Port}");
    internal OperatorParts Parts => host.Parts;

    public bool IsLeader => host.Parts.Election.IsLeader;

    public static async Task<OperatorUnderTest> StartAsync(Cluster cluster, string ns, int port, string pod, LogCapture log, KubernetesConnection? connection, TimeProvider time, params IReadOnlyList<string> served)
    {
        var client = cluster.Client(connection);
        var options = new OperatorOptions
        {
            Configuration = Configuration(served.Count > 0 ? served : [ns]), Namespace = ns, Service = Service, Pod = pod,
            Urls = [new Uri($"https://127.0.0.1:{port}")], AdminUrls = ["http://127.0.0.1:0"], Authority = $"127.0.0.1:{port}", Log = log,
        };
        return new OperatorUnderTest(await OperatorHost.StartAsync(options, client, time, new Random(1), default), client, port, pod);
    }

    /// <summary>GPU class <c>sim</c> is of nodes that no cluster has, so that nothing real ever runs.</summary>
    private static OperatorConfiguration Configuration(IReadOnlyList<string> served) => new()
    {
        Gateways = [new GatewayConfiguration { Name = "default", Namespaces = served }],
        GpuClasses = [new GpuClass { Name = "sim", NodeSelector = new Dictionary<string, string> { ["llmrouting.dev/simulated"] = "true" } }],
    };

    /// <summary>Waits until caches are complete and frames are served; returns what /readyz says.</summary>
    public async Task<string> IsReadyAsync()
    {
        using var http = new HttpClient { BaseAddress = new Uri(host.AdminUrls.First()) };
        var last = "";
        await Eventually.IsAsync(async () =>
        {
            using var answer = await http.GetAsync(new Uri("/readyz", UriKind.Relative));
            last = await answer.Content.ReadAsStringAsync();
            return answer.IsSuccessStatusCode;
        }, () => Task.FromResult("the operator is not ready: " + last));
        return last;
    }

    public async Task<string> MetricsAsync()
    {
        using var http = new HttpClient { BaseAddress = new Uri(host.AdminUrls.First()) };
        return await http.GetStringAsync(new Uri("/metrics", UriKind.Relative));
    }

    public async ValueTask DisposeAsync()
    {
        if (isStopped) return;
        isStopped = true;
        await host.DisposeAsync();
        client.Dispose();
    }
}
