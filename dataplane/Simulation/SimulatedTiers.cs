using System.Collections.Concurrent;
using LlmRouting.Contract.Snapshot;

namespace LlmRouting.DataPlane.Simulation;

/// <summary>Gives every vLLM tier that has no endpoint its own simulators, as many as it has replicas. They stay when a manifest changes, so that no stream is cut; a tier with other limits gets others.</summary>
public sealed class SimulatedTiers(Func<TierSnapshot, SimulatorOptions> options, TimeProvider time) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<(string Tier, SimulatorOptions Options, int Replica), Task<Simulator>> running = new();

    public async Task<RoutingSnapshot> AddEndpointsAsync(RoutingSnapshot snapshot, CancellationToken cancellation)
    {
        var bare = snapshot.Tiers.Where(tier => tier.Managed && !snapshot.Endpoints.Any(e => e.Tier == tier.Key && e.BaseUrls.Count > 0));
        var added = await Task.WhenAll(bare.Select(tier => EndpointsAsync(tier, cancellation)));
        return snapshot with { Endpoints = [.. snapshot.Endpoints.Where(e => e.BaseUrls.Count > 0), .. added] };
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var simulator in running.Values) await (await simulator).DisposeAsync();
    }

    private async Task<EndpointsSnapshot> EndpointsAsync(TierSnapshot tier, CancellationToken cancellation)
    {
        var simulators = await Task.WhenAll(Enumerable.Range(0, tier.Replicas).Select(replica =>
            SimulatorAsync(tier.Key, options(tier), replica, cancellation)));
        return new EndpointsSnapshot(tier.Key, [.. simulators.Select(s => s.BaseAddress.GetLeftPart(UriPartial.Authority))]);
    }

    private async Task<Simulator> SimulatorAsync(string tier, SimulatorOptions wanted, int replica, CancellationToken cancellation)
    {
        var key = (tier, wanted, replica);
        var start = running.GetOrAdd(key, _ => Simulator.StartAsync(wanted, time, cancellation));
        try
        {
            return await start;
        }
        catch
        {
            // The next change of the folder is to try again.
            running.TryRemove(new(key, start));
            throw;
        }
    }
}
