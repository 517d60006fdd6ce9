using System.Text.Json.Serialization;

namespace LlmRouting.DataPlane.Serving;

public sealed record ModelList(IReadOnlyList<ModelEntry> Data)
{
    public string Object => "list";
}

public sealed record ModelEntry(string Id, ModelDetails LlmRouting)
{
    public string Object => "model";

    /// <summary>Models of a router have no birthday; OpenAI's clients want a number.</summary>
    public long Created => 0;

    public string OwnedBy => "llm-routing";
}

/// <param name="Policy">Name of the RoutingPolicy that answers.</param>
/// <param name="Serves">For a tier: the model behind it.</param>
/// <param name="Tiers">For a policy's model: the tiers it chooses from, weakest first.</param>
public sealed record ModelDetails(string Policy, string? Serves, IReadOnlyList<string>? Tiers, int? ContextTokens, decimal? CostPer1kInput, decimal? CostPer1kOutput);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ModelList))]
[JsonSerializable(typeof(ModelEntry))]
public sealed partial class ModelsJson : JsonSerializerContext;
