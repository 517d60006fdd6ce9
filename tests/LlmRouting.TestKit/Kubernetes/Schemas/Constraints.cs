using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LlmRouting.TestKit.Kubernetes.Cel;

namespace LlmRouting.TestKit.Kubernetes.Schemas;

/// <summary>The bounds of a structural schema that the API server checks itself.</summary>
public sealed record Constraints
{
    public static Constraints None { get; } = new();

    public IReadOnlyList<string> Required { get; init; } = [];

    public IReadOnlyList<JsonNode?>? Enum { get; init; }

    public Regex? Pattern { get; init; }

    public string? Format { get; init; }

    public decimal? Minimum { get; init; }

    public decimal? Maximum { get; init; }

    public bool ExclusiveMinimum { get; init; }

    public bool ExclusiveMaximum { get; init; }

    public decimal? MultipleOf { get; init; }

    public int? MinLength { get; init; }

    public int? MaxLength { get; init; }

    public int? MinItems { get; init; }

    public int? MaxItems { get; init; }

    public int? MinProperties { get; init; }

    public int? MaxProperties { get; init; }

    /// <summary>x-kubernetes-validations as written.</summary>
    public IReadOnlyList<JsonObject> Rules { get; init; } = [];

    public IReadOnlyList<CelRule> Compiled => compiled ??= [.. Rules.Select(r => new CelRule(r))];

    private IReadOnlyList<CelRule>? compiled;
}
