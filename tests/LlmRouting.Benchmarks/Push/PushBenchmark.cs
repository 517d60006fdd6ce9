using System.Globalization;
using LlmRouting.Benchmarks.Compilation;
using LlmRouting.DataPlane.Configuration;
using LlmRouting.Operator.Publishing;

namespace LlmRouting.Benchmarks.Push;

/// <summary>From an edit that a watch has seen to the snapshot that requests read, in every data plane. Goal: 1 s at the 99th percentile; 2 kB a flip.</summary>
/// <param name="gateways">Data planes.</param>
/// <param name="rounds">Edits, and as many flips.</param>
internal sealed class PushBenchmark(int gateways, int rounds, TextWriter output)
{
    // The first change runs code that nothing has run before.
    private const int Warmup = 3;

    private readonly TimeProvider time = TimeProvider.System;

    public async Task RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("llm-routing-push").FullName;
        try
        {
            await RunAsync(folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task RunAsync(string folder)
    {
        await using var api = await KnowingApi.StartAsync();
        await using var server = new OperatorSide(Fleet.Inputs(), api);
        await server.StartAsync();
        var operatorHeap = GC.GetTotalMemory(forceFullCollection: true);
        var operatorSet = Environment.WorkingSet;
        GatewaySide[] sides = [.. Enumerable.Range(0, gateways).Select(i => new GatewaySide($"gw-{i}", folder, server))];
        await Task.WhenAll(sides.Select(side => side.ServesAsync(snapshot => snapshot.Policies.Length == Fleet.Policies)));
        var first = sides.Max(side => side.Received);
        var edits = await MeasureAsync(server, sides, Fleet.Edited, (round, snapshot) => snapshot.Models.ContainsKey(Fleet.Edit(round % Fleet.Policies, round)));
        var flips = await MeasureAsync(server, sides, Fleet.Flipped, (round, snapshot) => Fleet.Pods(server.Inputs, round) == Endpoints(snapshot, round));
        Print(operatorHeap, operatorSet, first, edits, flips);
        foreach (var side in sides) await side.DisposeAsync();
    }

    private async Task<Rounds> MeasureAsync(
        OperatorSide server, GatewaySide[] sides, Func<PublishInputs, int, PublishInputs> change, Func<int, RuntimeSnapshot, bool> isServed)
    {
        var result = new Rounds([], [], []);
        for (var round = 1; round <= Warmup + rounds; round++)
        {
            var cpu = Environment.CpuUsage.TotalTime;
            long[] before = [.. sides.Select(side => side.Received)];
            var next = change(server.Inputs, round);
            var since = time.GetTimestamp();
            server.Change(next);
            var at = await Task.WhenAll(sides.Select(side => side.ServesAsync(snapshot => isServed(round, snapshot))));
            if (round <= Warmup) continue;
            result.Milliseconds.AddRange(at.Select(moment => time.GetElapsedTime(since, moment).TotalMilliseconds));
            // What follows is the acknowledgement, whose answer is a part of the cost.
            await Task.Delay(TimeSpan.FromMilliseconds(400));
            result.CpuMilliseconds.Add((Environment.CpuUsage.TotalTime - cpu).TotalMilliseconds);
            result.Bytes.AddRange(sides.Select((side, i) => (double)(side.Received - before[i])));
        }

        return result;
    }

    private static int Endpoints(RuntimeSnapshot snapshot, int tier) => snapshot.Tiers.First(known => known.Snapshot.Name == $"tier-{tier}").Endpoints.Length;

    private void Print(long heap, long workingSet, long first, Rounds edits, Rounds flips)
    {
        output.WriteLine($"1,000 tiers of 4 pods, {Fleet.Policies} policies, {gateways} data planes in one process over TLS and HTTP/2, {rounds} rounds\n");
        output.WriteLine("| | p50 ms | p99 ms | most ms | CPU ms of all, median | bytes to each, median | most |\n|---|---|---|---|---|---|---|");
        Print("a policy is edited", edits);
        Print("a pod comes or goes", flips);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\neverything at first: {first / 1024} kB to each; the operator's objects, frames and code before anybody reads: heap {heap >> 20} MiB, resident {workingSet >> 20} MiB"));
    }

    private void Print(string what, Rounds rounds) => output.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"| {what} | {Quantile(rounds.Milliseconds, 0.5):0} | {Quantile(rounds.Milliseconds, 0.99):0} | {rounds.Milliseconds.Max():0} | {Quantile(rounds.CpuMilliseconds, 0.5):0} | {Quantile(rounds.Bytes, 0.5):0} | {rounds.Bytes.Max():0} |"));

    private static double Quantile(IEnumerable<double> values, double share)
    {
        double[] sorted = [.. values.Order()];
        return sorted[(int)Math.Ceiling(share * sorted.Length) - 1];
    }

    private sealed record Rounds(List<double> Milliseconds, List<double> Bytes, List<double> CpuMilliseconds);
}
