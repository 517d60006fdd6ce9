using System.Text.Json.Serialization;
using LlmRouting.Contract.Api;

namespace LlmRouting.Contract.Snapshot;

/// <summary>One ModelTier: how a model is reached, what it can do and what it costs.</summary>
public sealed record TierSnapshot
{
    public required string Namespace { get; init; }
    public required string Name { get; init; }
    public required string Uid { get; init; }

    /// <summary>The name the upstream serves the model under; replaces the client's before forwarding.</summary>
    public required string Model { get; init; }

    /// <summary>Changes with the weights or the server behind <see cref="Model"/>, whose name may stay: an answer of the one is none of the other (S3.7a). Empty from an operator that does not say.</summary>
    public string ModelDigest { get; init; } = "";

    /// <summary>vLLM we configure (true) or somebody else's endpoint.</summary>
    public bool Managed { get; init; }

    /// <summary>Prompt and completion tokens that fit: maxModelLen − contextMargin (S0.16); null where unknown.</summary>
    public int? ContextTokens { get; init; }

    /// <summary>vLLM's --max-model-len, the margin included; the simulator keeps to it. Null where unknown.</summary>
    public int? MaxModelLen { get; init; }

    /// <summary>vLLM's --max-num-seqs; the simulator keeps to it.</summary>
    public int MaxNumSeqs { get; init; } = 256;

    /// <summary>False for vLLM before 0.6.2, which hangs on stream with n above 1 (S1.11); null where nothing speaks against it.</summary>
    public bool? StreamsChoices { get; init; }

    public int Replicas { get; init; } = 1;
    public IReadOnlyList<Capability> Capabilities { get; init; } = [Capability.Chat, Capability.Completions];

    /// <summary>US dollars per replica and hour; amortised cost (S4.7).</summary>
    public decimal? CostPerHour { get; init; }

    /// <summary>US dollars per 1,000 prompt tokens; marginal cost.</summary>
    public decimal? InputPer1kTokens { get; init; }

    /// <summary>US dollars per 1,000 completion tokens; marginal cost.</summary>
    public decimal? OutputPer1kTokens { get; init; }

    /// <summary>Set where the client set none (S0.10).</summary>
    public decimal? DefaultTemperature { get; init; }

    /// <summary>Set where the client set none.</summary>
    public int? DefaultMaxTokens { get; init; }

    public TimeoutsSnapshot Timeouts { get; init; } = new();
    public BreakerSnapshot Breaker { get; init; } = new();
    public LoadBalancingSnapshot LoadBalancing { get; init; } = new();

    /// <summary>Requests one data plane has open to the tier at most; above it the tier counts as saturated.</summary>
    public int MaxInFlight { get; init; } = 512;

    /// <summary>What it means when it has no server; <see cref="TierAbsence.Asleep"/> where the sender does not say.</summary>
    public TierAbsence Absence { get; init; }

    [JsonIgnore]
    public string Key => $"{Namespace}/{Name}";

    /// <summary>What people and metrics read: the name, with the namespace before it where that is not <c>default</c>.</summary>
    [JsonIgnore]
    public string DisplayName => Namespace == ApiNames.Default ? Name : Key;
}

/// <summary>What a request may use and a tier may offer.</summary>
public enum Capability
{
    Chat,
    Completions,
    Responses,
    Embeddings,
    Tools,
    JsonSchema,
    Vision,
    Audio,
    Reasoning,
}

/// <summary>connect and total hold for every request; firstToken and idle for streams only, since a unary answer's first byte is its last token.</summary>
public sealed record TimeoutsSnapshot
{
    public TimeSpan Connect { get; init; } = TimeSpan.FromSeconds(2);
    public TimeSpan FirstToken { get; init; } = TimeSpan.FromSeconds(15);
    public TimeSpan Idle { get; init; } = TimeSpan.FromSeconds(30);
    public TimeSpan Total { get; init; } = TimeSpan.FromSeconds(300);
}

/// <summary>S3.8: consecutive failures open it; one probe at a time and that many successes close it.</summary>
public sealed record BreakerSnapshot
{
    public int ConsecutiveFailures { get; init; } = 5;
    public TimeSpan OpenFor { get; init; } = TimeSpan.FromSeconds(30);
    public int SuccessThreshold { get; init; } = 3;
}

public sealed record LoadBalancingSnapshot
{
    public LoadBalancingType Type { get; init; } = LoadBalancingType.LeastQueue;

    /// <summary>Bytes of system + tools + first user message that the prefix hash covers.</summary>
    public int PrefixBytes { get; init; } = 1024;

    /// <summary>An endpoint above this multiple of the mean load passes the request on around the ring.</summary>
    public double MaxLoadFactor { get; init; } = 1.25;
}

public enum LoadBalancingType
{
    LeastQueue,
    PrefixAffinity,
}
