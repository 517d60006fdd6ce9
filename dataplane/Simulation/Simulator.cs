using LlmRouting.DataPlane.Simulation.Engine;

namespace LlmRouting.DataPlane.Simulation;

/// <summary>A stand-in for one vLLM OpenAI server on its own port: no GPU, no model, the same protocol, queue, metrics and failures.</summary>
public sealed class Simulator : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly SimulatedServer server;

    private Simulator(WebApplication app, SimulatedServer server)
    {
        this.app = app;
        this.server = server;
        BaseAddress = new Uri(app.Urls.First());
    }

    /// <summary>Where /v1/… is appended.</summary>
    public Uri BaseAddress { get; }

    public SimulatorState State => server.State;

    /// <exception cref="IOException">The address is taken.</exception>
    public static async Task<Simulator> StartAsync(SimulatorOptions options, TimeProvider time, CancellationToken cancellation = default)
    {
        var server = new SimulatedServer(options, time);
        var app = SimulatorHost.Build(options, server);
        try
        {
            await app.StartAsync(cancellation);
            return new Simulator(app, server);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    /// <summary>Every later request fails like this; null ends it.</summary>
    public void SetFault(Fault? fault) => server.Faults.Set(fault);

    /// <summary>Open connections are cut, as when a pod is killed.</summary>
    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }
}
