using System.Text.Json.Nodes;
using LlmRouting.DataPlane.Simulation;

namespace LlmRouting.DataPlane.Tests.Harness;

/// <summary>A router and its upstreams.</summary>
public sealed class Drill : IAsyncDisposable
{
    private readonly List<Simulator> all = [];

    public required RouterUnderTest Router { get; init; }
    public required Simulator[] Weak { get; init; }
    public required Simulator[] Strong { get; init; }
    public required IReadOnlyDictionary<string, Simulator> Others { get; init; }

    /// <summary>Requests that reached any simulator.</summary>
    public long Received => all.Sum(simulator => simulator.State.Received);

    public static async Task<Drill> StartAsync(DrillPlan? given = null)
    {
        var plan = given ?? new DrillPlan();
        var weak = await SimulatorsAsync(plan, "weak", plan.Weak, plan.WeakContext);
        var strong = await SimulatorsAsync(plan, "strong", plan.Strong, plan.StrongContext);
        var others = new Dictionary<string, Simulator>();
        foreach (var name in plan.Others) others[name] = (await SimulatorsAsync(plan, name, 1, plan.WeakContext))[0];

        var files = new ManifestFiles();
        files.Write("tiers.yaml", ManifestText.Tier("weak", plan.WeakSpec, plan.WeakContext), ManifestText.Tier("strong", plan.StrongSpec, plan.StrongContext));
        files.Write("policy.yaml", PolicyOf(plan));
        files.Write("others.yaml", [.. plan.Documents, .. plan.Others.Select(name => ManifestText.Tier(name, plan.WeakSpec, plan.WeakContext))]);
        files.Write("endpoints.yaml", [.. Slices("weak", [.. plan.WeakPorts, .. weak.Select(Port)]), .. Slices("strong", strong.Select(Port)), .. others.SelectMany(o => Slices(o.Key, [Port(o.Value)]))]);
        var drill = new Drill { Router = await RouterUnderTest.StartAsync(files, plan.Router, plan.Time), Weak = weak, Strong = strong, Others = others };
        drill.all.AddRange([.. weak, .. strong, .. others.Values]);
        return drill;
    }

    public static int Port(Simulator simulator) => simulator.BaseAddress.Port;

    public void FailWeak(string fault)
    {
        foreach (var simulator in Weak) simulator.SetFault(Fault.Parse(fault));
    }

    public void FailStrong(string fault)
    {
        foreach (var simulator in Strong) simulator.SetFault(Fault.Parse(fault));
    }

    /// <summary>Whatever happened in a drill, nothing may stay taken.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!Router.IsStopped) await Router.StatusBecomesAsync(IsIdle);
        await Router.DisposeAsync();
        foreach (var simulator in all) await simulator.DisposeAsync();
    }

    private static bool IsIdle(JsonNode status) =>
        status["tiers"]!.AsArray().All(tier => (int)tier!["inFlight"]! == 0 && tier["endpoints"]!.AsArray().All(endpoint => (int)endpoint!["inFlight"]! == 0));

    private static string PolicyOf(DrillPlan plan) => ManifestText.Policy($$$"""
        models: [auto]
        allowExplicitTier: true
        tiers: [{{{string.Join(", ", plan.Known.Prepend("strong").Prepend("weak").Select(name => $"{{name: {name}, tierRef: {{name: {name}}}}}"))}}}]
        {{{plan.Routes}}}
        {{{plan.Fallbacks}}}
        {{{plan.Retry}}}
        {{{plan.Policy}}}
        """);

    private static IEnumerable<string> Slices(string tier, IEnumerable<int> ports) => ports.Select((port, i) => ManifestText.Slice(tier, i, port));

    private static async Task<Simulator[]> SimulatorsAsync(DrillPlan plan, string tier, int count, int context)
    {
        var options = plan.Simulators(new SimulatorOptions { Model = tier + "-model", MaxModelLen = context, TimeToFirstToken = TimeSpan.Zero, TokensPerSecond = 1e9, OutputTokens = 8, MaxNumSeqs = 64 });
        var started = new Simulator[count];
        for (var i = 0; i < count; i++) started[i] = await Simulator.StartAsync(options, TimeProvider.System);
        return started;
    }
}
