using LlmRouting.DataPlane.Access;
using LlmRouting.DataPlane.Configuration.Operator;
using LlmRouting.DataPlane.Forwarding;

namespace LlmRouting.DataPlane.Serving;

/// <summary>How a router process is to run.</summary>
public sealed record RouterOptions
{
    /// <summary>Folder of manifests; null where <see cref="Operator"/> is given.</summary>
    public string? Manifests { get; init; }

    /// <summary>The operator to follow; null where <see cref="Manifests"/> is given.</summary>
    public OperatorOptions? Operator { get; init; }

    /// <summary>With an operator: requests of tiers without servers.</summary>
    public HoldOptions Hold { get; init; } = HoldOptions.Standard;

    /// <summary>Name of the gateway whose policies are served.</summary>
    public string Gateway { get; init; } = "default";

    public IReadOnlyList<string> Urls { get; init; } = ["http://127.0.0.1:8080"];
    public IReadOnlyList<string> AdminUrls { get; init; } = ["http://127.0.0.1:9090"];
    public AuthMode Auth { get; init; } = AuthMode.ApiKey;

    /// <summary>Gives every vLLM tier without endpoints embedded simulators.</summary>
    public bool Simulate { get; init; }

    public TimeSpan SimulatedTimeToFirstToken { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>Per sequence.</summary>
    public double SimulatedTokensPerSecond { get; init; } = 200;

    /// <summary>Of all bodies and whole answers that are held at once.</summary>
    public long MaxInFlightBytes { get; init; } = Admission.StandardInFlightBytes;

    /// <summary>Where what must survive a restart is kept; null keeps nothing.</summary>
    public string? StateFolder { get; init; }

    public bool JsonLogs { get; init; }

    /// <summary>Where log lines go besides the console; null: nowhere.</summary>
    public ILoggerProvider? Log { get; init; }

    /// <summary>How long open requests may take to end after SIGTERM; what then is still open is told so and ends.</summary>
    public TimeSpan ShutdownTimeout { get; init; } = TimeSpan.FromSeconds(30);
}
