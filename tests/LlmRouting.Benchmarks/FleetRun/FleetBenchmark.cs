using System.Text.Json.Nodes;
using LlmRouting.Benchmarks.Proxy.Participants;
using LlmRouting.TestKit;
using LlmRouting.TestKit.Kubernetes;
using LlmRouting.TestKit.Kubernetes.Workloads;

namespace LlmRouting.Benchmarks.FleetRun;

/// <summary>An operator of its own process before a fleet that appears at once: how long until every object is Ready or says why not, what it takes, and what it writes at rest.</summary>
public sealed class FleetBenchmark(int tiers, int policies, TimeSpan rest, TextWriter output, TimeProvider time)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public async Task RunAsync()
    {
        await using var metrics = await FleetServers.StartAsync();
        await using var api = await FakeApiServer.StartAsync(new FakeApiServerOptions { Crds = FleetObjects.Crds(), Namespaces = ["default", "kube-system", "models"] });
        api.SimulateWorkloads(new WorkloadOptions { Address = _ => FleetServers.Address });
        using var @operator = Operator(api);
        await UntilAsync(() => api.Objects.Count("leases.coordination.k8s.io") > 0);
        var start = time.GetTimestamp();
        for (var i = 0; i < tiers; i++) api.Objects.Create("modeltiers.llmrouting.dev", "models", FleetObjects.Tier(i));
        for (var i = 0; i < policies; i++) api.Objects.Create("routingpolicies.llmrouting.dev", "models", FleetObjects.Policy(i, tiers));
        var created = time.GetElapsedTime(start);
        await UntilAsync(() => Said(api, "modeltiers.llmrouting.dev", "Ready") == tiers && Said(api, "routingpolicies.llmrouting.dev", "Programmed") == policies);
        var settled = time.GetElapsedTime(start);
        output.WriteLine($"{tiers} ModelTiers and {policies} RoutingPolicies: created in {created.TotalSeconds:0.0} s, Ready or explained after {settled.TotalSeconds:0.0} s, {api.Writes.Total} writes: {Listed(api.Writes.ByVerbAndResource)}");
        await RestAsync(api, @operator);
    }

    private async Task RestAsync(FakeApiServer api, ChildProcess @operator)
    {
        // What is still on its way, as figures in status that come once a minute.
        await Task.Delay(TimeSpan.FromSeconds(75), time);
        api.Writes.Reset();
        var before = @operator.Usage;
        await Task.Delay(rest, time);
        var usage = @operator.Usage;
        var writes = api.Writes.ByVerbAndResource.Where(write => !write.Key.Contains("leases", StringComparison.Ordinal)).ToList();
        output.WriteLine($"at rest, {rest.TotalSeconds:0} s: {writes.Sum(write => write.Value)} writes besides the Lease's {Listed(writes)}");
        output.WriteLine($"operator: {usage.ResidentMiB:0} MiB resident, {usage.PeakMiB:0} MiB at most, {(usage.CpuSeconds - before.CpuSeconds) / rest.TotalSeconds:0.00} cores at rest, {before.CpuSeconds:0.0} s CPU before");
    }

    private static string Listed(IEnumerable<KeyValuePair<string, long>> writes) => string.Join(", ", writes.OrderByDescending(write => write.Value).Select(write => $"{write.Key} {write.Value}"));

    /// <summary>Objects whose condition is True, or False with a reason that is no passing one.</summary>
    private static int Said(FakeApiServer api, string resource, string condition) => api.Objects.List(resource, "models").Count(item =>
        (item["status"]?["conditions"] as JsonArray)?.FirstOrDefault(one => one?["type"]?.GetValue<string>() == condition) is { } found
        && (found["status"]!.GetValue<string>() == "True" || found["reason"]!.GetValue<string>() == "NoGateway"));

    private async Task UntilAsync(Func<bool> done)
    {
        var start = time.GetTimestamp();
        while (!done())
        {
            if (time.GetElapsedTime(start) > Patience) throw new TimeoutException("it did not come to rest");
            await Task.Delay(Look, time);
        }
    }

    private static ChildProcess Operator(FakeApiServer api)
    {
        var kubeconfig = Path.Combine(Directory.CreateTempSubdirectory("fleet").FullName, "kubeconfig");
        File.WriteAllText(kubeconfig, $"""
            apiVersion: v1
            kind: Config
            clusters: [{"{"}name: c, cluster: {"{"}server: "{api.Url}"{"}"}{"}"}]
            users: [{"{"}name: u, user: {"{"}{"}"}{"}"}]
            contexts: [{"{"}name: c, context: {"{"}cluster: c, user: u, namespace: models{"}"}{"}"}]
            current-context: c
            """);
        return ChildProcess.Dotnet(
            Path.Combine(AppContext.BaseDirectory, "LlmRouting.Operator.dll"), ["--kubeconfig", kubeconfig, "--namespaces", "models", "--service", "localhost",
            "--urls", $"https://127.0.0.1:{FreePort.Next()}", "--admin-urls", $"http://127.0.0.1:{FreePort.Next()}", "--hugging-face-url", ""]);
    }
}
