using LlmRouting.DataPlane.Simulation.Faults;
using LlmRouting.DataPlane.Simulation.Requests;
using LlmRouting.DataPlane.Simulation.Wire;

namespace LlmRouting.DataPlane.Simulation.Engine;

/// <summary>The endpoints of a vLLM server.</summary>
internal sealed class SimulatedServer
{
    private readonly InfoEndpoints info;
    private readonly GenerateEndpoint generate;
    private readonly VllmMetrics metrics;

    public SimulatedServer(SimulatorOptions options, TimeProvider time)
    {
        State = new SimulatorState(options.MaxNumSeqs);
        Faults = new FaultSwitch(options.Fault, options.Seed);
        metrics = new VllmMetrics(options);
        info = new InfoEndpoints(options, time);
        generate = new GenerateEndpoint(options, time, State, Faults, metrics);
    }

    public SimulatorState State { get; }

    public FaultSwitch Faults { get; }

    public Task HandleAsync(HttpContext http) => (http.Request.Method, http.Request.Path.Value) switch
    {
        _ when !info.IsAuthorized(http.Request) => InfoEndpoints.UnauthorizedAsync(http.Response),
        ("POST", "/v1/chat/completions") => generate.HandleAsync(http, Dialect.Chat),
        ("POST", "/v1/completions") => generate.HandleAsync(http, Dialect.Completions),
        ("POST", "/v1/responses") => generate.HandleAsync(http, Dialect.Responses),
        ("POST", "/v1/embeddings") => generate.HandleAsync(http, Dialect.Embeddings),
        ("GET", "/v1/models") => info.ModelsAsync(http.Response),
        ("GET", "/health") => Task.CompletedTask,
        ("GET", "/version") => InfoEndpoints.VersionAsync(http.Response),
        ("GET", "/metrics") => InfoEndpoints.MetricsAsync(http.Response, metrics.Render(State)),
        ("PUT", "/_simulate/fault") => FaultEndpoint.PutAsync(http, Faults),
        ("DELETE", "/_simulate/fault") => FaultEndpoint.DeleteAsync(http, Faults),
        _ => Replies.ErrorAsync(http.Response, VllmError.NotFound),
    };
}
