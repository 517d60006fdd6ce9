using System.Text.Json.Serialization;

namespace LlmRouting.DataPlane.Serving;

/// <summary>What would happen to a request (S0.7, S1.6).</summary>
public sealed record RouteDecision
{
    public required string Policy { get; init; }
    public required string Tier { get; init; }
    public required string Model { get; init; }
    public required string Classifier { get; init; }
    public string? Label { get; init; }
    public string? Category { get; init; }
    public double? ComplexityScore { get; init; }
    public double? Confidence { get; init; }

    /// <summary>Why, as in the x-llm-decision header.</summary>
    public required string Reasoning { get; init; }

    public IReadOnlyList<string> Keywords { get; init; } = [];
    public required IReadOnlyList<string> Fallbacks { get; init; }
    public CanarySplit? Canary { get; init; }
    public required int EstimatedPromptTokens { get; init; }

    /// <summary>Milliseconds the decision took, parsing included.</summary>
    public required double RouterLatencyMs { get; init; }
}

/// <param name="Weight">Share of the tier's traffic that would go to the canary instead, in percent.</param>
public sealed record CanarySplit(string Rollout, string Model, int Weight, string? StickyHeader);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, WriteIndented = true)]
[JsonSerializable(typeof(RouteDecision))]
public sealed partial class RouteJson : JsonSerializerContext;
