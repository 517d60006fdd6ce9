using System.CommandLine;
using LlmRouting.Operator.Hosting;
using LlmRouting.Operator.Kubernetes;
using Spectre.Console;

namespace LlmRouting.Operator.Cli;

/// <summary>The operator's one command.</summary>
internal static class OperatorCommand
{
    private static readonly Option<string?> Kubeconfig = new("--kubeconfig") { Description = "Cluster to work in; default: the pod's own, else $KUBECONFIG and ~/.kube/config", HelpName = "FILE" };
    private static readonly Option<string?> Context = new("--context") { Description = "Context of the kubeconfig" };
    private static readonly Option<string?> Configuration = new("--config", "--gateway-config") { Description = "Gateways with their namespaces, and GPU classes (YAML); default: one gateway 'default' of the operator's namespace", HelpName = "FILE" };
    private static readonly Option<string[]> Namespaces = new("--namespaces") { Description = "Without --config: namespaces that gateway 'default' serves, separated by commas; * for all", DefaultValueFactory = _ => [] };
    private static readonly Option<string?> Namespace = new("--namespace") { Description = "Where the Lease and the certificate live; default: the kubeconfig's or pod's own" };
    private static readonly Option<string> Urls = new("--urls") { Description = "Addresses of frames, reports and metrics API; https", DefaultValueFactory = _ => "https://0.0.0.0:8443" };
    private static readonly Option<string> AdminUrls = new("--admin-urls") { Description = "Addresses of /healthz, /readyz and /metrics", DefaultValueFactory = _ => "http://0.0.0.0:8081" };
    private static readonly Option<string> Service = new("--service") { Description = "Service in front of the replicas: names the certificate and the Lease", DefaultValueFactory = _ => "llm-routing-operator" };
    private static readonly Option<string?> Pod = new("--pod") { Description = "Name of this replica; default: $POD_NAME, else the host's" };
    private static readonly Option<string?> Address = new("--address") { Description = "host:port that other replicas send reports on to; default: $POD_IP and the port of --urls", HelpName = "HOST:PORT" };
    private static readonly Option<string> Hub = new("--hugging-face-url") { Description = "Where moving revisions of hf:// models are looked up; empty: nowhere", DefaultValueFactory = _ => "https://huggingface.co" };
    private static readonly Option<string?> ScalingUrl = new("--scaling-url") { Description = "URL at which KEDA reaches this operator's admin port, for tiers with autoscaling.source: Keda" };
    private static readonly Option<string?> ClusterRole = new("--cluster-role") { Description = "ClusterRole of this installation: the APIService of external metrics is deleted with it", HelpName = "NAME" };
    private static readonly Option<bool> ExternalMetrics = new("--external-metrics") { Description = "Serve external.metrics.k8s.io while a tier scales by it; false: never, and our APIService is removed", HelpName = "true|false", DefaultValueFactory = _ => true };
    private static readonly Option<bool> JsonLogs = new("--log-json") { Description = "Write logs as JSON lines" };

    public static RootCommand Build(IAnsiConsole output, IAnsiConsole errors, TimeProvider time, Random chance)
    {
        var command = new RootCommand(
            """
            The operator of LLM Routing: turns ModelTiers, RoutingPolicies and CanaryRollouts into vLLM Deployments, autoscaling and the live configuration of data planes.

            Against the cluster of your kubeconfig:
              operator --namespaces default --urls https://127.0.0.1:8443 --admin-urls http://127.0.0.1:8081
            """)
        {
            Kubeconfig, Context, Configuration, Namespaces, Namespace, Urls, AdminUrls, Service, Pod, Address, Hub, ScalingUrl, ClusterRole, ExternalMetrics, JsonLogs,
        };
        command.SetAction((parsed, cancellation) => RunAsync(parsed, output, errors, time, chance, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, IAnsiConsole output, IAnsiConsole errors, TimeProvider time, Random chance, CancellationToken cancellation)
    {
        if (ConfigurationInput.Load(parsed.GetValue(Configuration), Split(parsed.GetValue(Namespaces)), errors) is not { } configuration) return 1;
        try
        {
            var connection = Connection(parsed);
            using var client = KubernetesClient.Create(connection, time, new Random(chance.Next()));
            var options = OptionsOf(parsed, client) with { Configuration = configuration };
            await using var host = await OperatorHost.StartAsync(options, client, time, chance, cancellation);
            output.MarkupLineInterpolated($"[bold]operator[/] {options.Pod} of {connection.Server}: frames at {string.Join(" ", host.Urls.DefaultIfEmpty(options.Urls[0].ToString()))}, health and metrics at {string.Join(" ", host.AdminUrls)}");
            return await host.WaitAsync(cancellation) ? 0 : 1;
        }
        catch (Exception e) when (e is KubeconfigException or KubernetesException or IOException or FormatException or InvalidOperationException)
        {
            errors.MarkupLineInterpolated($"[red]error:[/] {e.Message}");
            return 1;
        }
    }

    private static KubernetesConnection Connection(ParseResult parsed) =>
        parsed.GetValue(Kubeconfig) is null && InCluster.IsAvailable ? InCluster.Connection() : KubeconfigFile.Load(parsed.GetValue(Kubeconfig), parsed.GetValue(Context));

    private static OperatorOptions OptionsOf(ParseResult parsed, KubernetesClient client)
    {
        var urls = Split([parsed.GetRequiredValue(Urls)]).Select(Https).ToList();
        var hub = parsed.GetRequiredValue(Hub);
        return new OperatorOptions
        {
            Namespace = parsed.GetValue(Namespace) ?? client.Namespace,
            Urls = urls,
            AdminUrls = Split([parsed.GetRequiredValue(AdminUrls)]),
            Service = parsed.GetRequiredValue(Service),
            Pod = parsed.GetValue(Pod) ?? Environment.GetEnvironmentVariable("POD_NAME") ?? Environment.MachineName,
            Authority = parsed.GetValue(Address) ?? $"{OwnAddress(urls[0])}:{urls[0].Port}",
            ModelHub = hub.Length == 0 ? null : new Uri(hub),
            ScalingUrl = parsed.GetValue(ScalingUrl),
            ClusterRole = parsed.GetValue(ClusterRole),
            ExternalMetrics = parsed.GetRequiredValue(ExternalMetrics),
            JsonLogs = parsed.GetValue(JsonLogs),
        };
    }

    private static string OwnAddress(Uri url)
    {
        if (Environment.GetEnvironmentVariable("POD_IP") is not { Length: > 0 } address) return url.Host is "0.0.0.0" or "[::]" ? "127.0.0.1" : url.Host;
        return address.Contains(':', StringComparison.Ordinal) ? $"[{address}]" : address;
    }

    private static Uri Https(string url) => Uri.TryCreate(url, UriKind.Absolute, out var parsed) && parsed.Scheme == Uri.UriSchemeHttps
        ? parsed
        : throw new FormatException($"--urls must be https addresses such as https://0.0.0.0:8443, not {url}");

    private static string[] Split(string[]? values) => [.. (values ?? []).SelectMany(value => value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))];
}
