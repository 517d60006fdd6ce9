using LlmRouting.DataPlane.Serving;
using LlmRouting.DataPlane.Simulation;

namespace LlmRouting.DataPlane.Tests.Harness;

/// <summary>Two tiers, weak and strong, behind the model name auto, which goes to weak. Everything is quick unless said otherwise.</summary>
public sealed record DrillPlan
{
    /// <summary>Simulators of each tier.</summary>
    public int Weak { get; init; } = 1;

    public int Strong { get; init; } = 1;

    /// <summary>Ports of the weak tier that are not simulators; asked only where <see cref="Weak"/> are not.</summary>
    public IReadOnlyList<int> WeakPorts { get; init; } = [];

    public string WeakSpec { get; init; } = "";
    public string StrongSpec { get; init; } = "";
    public int WeakContext { get; init; } = 8192;
    public int StrongContext { get; init; } = 32768;

    /// <summary>Members of the policy's spec beside models and tiers.</summary>
    public string Routes { get; init; } = "routes: [{tier: weak}]";

    public string Fallbacks { get; init; } = "fallbacks: [{from: weak, to: [strong]}]";
    public string Retry { get; init; } = "retry: {attempts: 2, backoff: {base: 1ms, max: 1ms}}";
    public string Policy { get; init; } = "";

    /// <summary>Further documents.</summary>
    public IReadOnlyList<string> Documents { get; init; } = [];

    /// <summary>Further tiers by name, each with one simulator.</summary>
    public IReadOnlyList<string> Others { get; init; } = [];

    /// <summary>Those of them that the policy knows as well.</summary>
    public IReadOnlyList<string> Known { get; init; } = [];

    public Func<SimulatorOptions, SimulatorOptions> Simulators { get; init; } = options => options;
    public Func<RouterOptions, RouterOptions> Router { get; init; } = options => options;
    public TimeProvider? Time { get; init; }
}
