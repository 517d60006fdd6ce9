using System.CommandLine;
using LlmRouting.Benchmarks.Proxy.Participants;
using LlmRouting.Benchmarks.Proxy.Upstream;
using LlmRouting.Benchmarks.FleetRun;
using LlmRouting.Benchmarks.Push;

namespace LlmRouting.Benchmarks.Proxy;

/// <summary>The verbs that put processes beside each other, and those under which these processes run.</summary>
public static class ProxyCommands
{
    private static readonly Option<double> Seconds = new("--seconds") { Description = "Of load on each in each round", DefaultValueFactory = _ => 1 };
    private static readonly Option<int> Rounds = new("--rounds") { Description = "Each visits everybody once; the figures are medians", DefaultValueFactory = _ => 20 };
    private static readonly Option<int> Launches = new("--launches") { Description = "How often everybody is started anew, since two processes of one build differ", DefaultValueFactory = _ => 3 };
    private static readonly Option<int[]> Connections = new("--connections") { Description = "Closed loops of so many, one after the other", DefaultValueFactory = _ => [1, 64], AllowMultipleArgumentsPerToken = true };
    private static readonly Option<int> Streams = new("--streams") { Description = "Open at once; 0 leaves them out", DefaultValueFactory = _ => 1000 };
    private static readonly Option<bool> Http2 = new("--http2") { Description = "Clients of the streams share HTTP/2 connections, so that a proxy needs one open file a stream and not two" };
    private static readonly Option<bool> Portkey = new("--with-portkey") { Description = "Beside the Portkey gateway too, from npm" };
    private static readonly Option<bool> Each = new("--each") { Description = "Print every round, not only the medians" };
    private static readonly Option<string[]> Beside = new("--beside") { Description = "Another build of ours that takes part: its LlmRouting.DataPlane.dll, or a program that takes its arguments", DefaultValueFactory = _ => [] };
    private static readonly Option<double> Minutes = new("--minutes") { Description = "How long", DefaultValueFactory = _ => 10 };
    private static readonly Option<int> Gateways = new("--gateways") { Description = "Data planes that follow", DefaultValueFactory = _ => 3 };
    private static readonly Option<int> Edits = new("--edits") { Description = "Edits of a policy, and as many flips of a pod", DefaultValueFactory = _ => 100 };
    private static readonly Option<int> Tiers = new("--tiers") { Description = "ModelTiers", DefaultValueFactory = _ => 1000 };
    private static readonly Option<int> Policies = new("--policies") { Description = "RoutingPolicies", DefaultValueFactory = _ => 200 };
    private static readonly Argument<int> Port = new("port");
    private static readonly Argument<string> Upstream = new("upstream");

    public static RootCommand Build(TimeProvider time)
    {
        var proxy = new Command("proxy", "Ours beside bare YARP beside direct: throughput, latency, CPU, allocations") { Seconds, Rounds, Launches, Connections, Streams, Http2, Portkey, Each, Beside };
        proxy.SetAction((parsed, _) => new ProxyBenchmark(
            OptionsOf(parsed), Console.Out, Cheap(time)).RunAsync());
        var soak = new Command("soak", "Whether the router's memory grows under load") { Minutes };
        soak.SetAction((parsed, _) => new SoakBenchmark(parsed.GetValue(Minutes), Console.Out, Cheap(time)).RunAsync());
        var push = new Command("push", "How long an edit takes from the operator to every data plane, and what a pod's flip costs") { Gateways, Edits };
        push.SetAction((parsed, _) => new PushBenchmark(parsed.GetValue(Gateways), parsed.GetValue(Edits), Console.Out).RunAsync());
        var fleet = new Command("fleet", "An operator before a fleet that appears at once: until every object is Ready or explained, memory, writes at rest") { Tiers, Policies };
        fleet.SetAction((parsed, _) => new FleetBenchmark(parsed.GetValue(Tiers), parsed.GetValue(Policies), TimeSpan.FromSeconds(60), Console.Out, time).RunAsync());
        var upstream = new Command("proxy-upstream") { Port };
        upstream.Hidden = true;
        upstream.SetAction((parsed, stopping) => new RawUpstream(parsed.GetValue(Port), Cheap(time)).RunAsync(stopping));
        var yarp = new Command("proxy-yarp") { Port, Upstream };
        yarp.Hidden = true;
        yarp.SetAction((parsed, stopping) => BareYarp.RunAsync(parsed.GetValue(Port), parsed.GetRequiredValue(Upstream), stopping));
        return new RootCommand("Benchmarks of processes; every other argument goes to BenchmarkDotNet") { proxy, soak, push, fleet, upstream, yarp };
    }

    private static ProxyOptions OptionsOf(ParseResult parsed) => new(
        parsed.GetValue(Seconds), parsed.GetValue(Rounds), parsed.GetValue(Launches), parsed.GetValue(Connections)!, parsed.GetValue(Streams), parsed.GetValue(Http2), parsed.GetValue(Portkey), parsed.GetValue(Each), parsed.GetValue(Beside)!);

    private static TimeProvider Cheap(TimeProvider time)
    {
        ChildProcess.MakeSocketsCheap();
        return time;
    }
}
