using System.Text.Json.Nodes;

namespace LlmRouting.Operator.Builders;

/// <summary>Where a tier's weights are, in vLLM's and the pod's terms.</summary>
/// <param name="Argument">vLLM's model: a repository, an object-store URL or a directory.</param>
/// <param name="LoadFormat">vLLM's --load-format, or null for its own choice.</param>
/// <param name="Volume">The source of the volume mounted at <see cref="MountPath"/>, or null.</param>
/// <param name="HasRevisions">Whether a revision means something.</param>
internal sealed record ModelLocation(string Argument, string? LoadFormat = null, JsonObject? Volume = null, bool HasRevisions = false)
{
    public const string MountPath = "/mnt/model";
}
