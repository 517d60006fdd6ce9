using System.Collections.Immutable;
using System.Net;
using LlmRouting.TestKit;

namespace LlmRouting.EndToEnd.Tests.Harness;

/// <summary>Two operators behind one address and two data planes, each a program of its own. They are replaced one after the other, as Deployments do.</summary>
public sealed class Fleet
{
    private readonly Story story;
    private readonly Wire service;
    private ImmutableList<Operator> operators = [];
    private ImmutableList<RouterProcess> routers = [];
    private int started;

    private Fleet(Story story)
    {
        this.story = story;
        var connections = 0;
        service = new Wire(() => Volatile.Read(ref operators) is { IsEmpty: false } ready ? new DnsEndPoint("127.0.0.1", ready[Interlocked.Increment(ref connections) % ready.Count].Port) : null);
        story.Ends(service);
    }

    /// <summary>Those that a Service would name.</summary>
    public IReadOnlyList<Router> Routers => Volatile.Read(ref routers);

    public bool IsOperatedByOne => operators.DistinctBy(item => item.Release).Count() == 1;

    public static async Task<Fleet> StartAsync(Story story, Release release)
    {
        var fleet = new Fleet(story);
        await story.Gateway.AddPodAsync("gw-1");
        for (var seat = 0; seat < 2; seat++) await fleet.StartOperatorAsync(release);
        for (var seat = 0; seat < 2; seat++) await fleet.StartRouterAsync(seat, release);
        return fleet;
    }

    /// <param name="between">After each, when builds are mixed.</param>
    public async Task ReplaceOperatorsAsync(Release release, Func<Task> between)
    {
        for (var seat = 0; seat < 2; seat++)
        {
            // The oldest is first; what ends is no longer in the Service.
            var old = operators[0];
            Volatile.Write(ref operators, operators.Remove(old));
            await old.Program.EndAsync();
            await StartOperatorAsync(release);
            await between();
        }
    }

    /// <param name="between">After each, when builds are mixed.</param>
    public async Task ReplaceRoutersAsync(Release release, Func<Task> between)
    {
        for (var seat = 0; seat < 2; seat++)
        {
            var old = routers[0];
            Volatile.Write(ref routers, routers.Remove(old));
            await old.Program.EndAsync();
            await StartRouterAsync(seat, release);
            await between();
        }
    }

    private async Task StartOperatorAsync(Release release)
    {
        var (at, admin) = (FreePort.Next(), FreePort.Next());
        var program = story.StartOperatorProcess(release, $"operator-{started++}", at, admin);
        await Eventually.IsAsync(async () => program.HasExited || await Health.IsGoodAsync(new Uri($"http://127.0.0.1:{admin}/readyz")), () => Task.FromResult("an operator is not ready\n" + story.Log.Tail));
        Assert.False(program.HasExited, story.Log.Tail);
        Volatile.Write(ref operators, operators.Add(new Operator(program, at, release)));
    }

    /// <summary>The one at seat 0 takes over what the one before it kept, as a container does that is started again; the other begins with nothing, as a Pod does.</summary>
    private async Task StartRouterAsync(int seat, Release release)
    {
        var home = seat == 0 ? "gw-0" : $"gw-{started++}";
        Volatile.Write(ref routers, routers.Add(await story.StartRouterProcessAsync(release, $"gw-{seat}", service.Port, home)));
    }

    private sealed record Operator(RunningProgram Program, int Port, Release Release);
}
