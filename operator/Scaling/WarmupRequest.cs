using System.Text.Json.Nodes;
using LlmRouting.Contract.Api;
using LlmRouting.Contract.Snapshot;
using LlmRouting.Operator.Builders;

namespace LlmRouting.Operator.Scaling;

/// <summary>The least that exercises a model: one token, or one embedding.</summary>
internal static class WarmupRequest
{
    private const string Prompt = "Hi";

    /// <summary>Null where a tier can do nothing of the kind.</summary>
    public static (string Path, JsonObject Body)? Of(ModelTierSpec spec)
    {
        var can = spec.Capabilities ?? [Capability.Chat, Capability.Completions];
        var model = spec.Model.Name;
        if (can.Contains(Capability.Completions)) return ("/v1/completions", Json.Of(("model", model), ("prompt", Prompt), ("max_tokens", 1)));
        if (can.Contains(Capability.Embeddings)) return ("/v1/embeddings", Json.Of(("model", model), ("input", Prompt)));
        return can.Contains(Capability.Chat)
            ? ("/v1/chat/completions", Json.Of(("model", model), ("messages", new JsonArray(Json.Of(("role", "user"), ("content", Prompt)))), ("max_tokens", 1)))
            : null;
    }
}
