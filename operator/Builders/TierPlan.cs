using LlmRouting.Contract.Api;
using LlmRouting.Operator.Configuration;

namespace LlmRouting.Operator.Builders;

/// <summary>A tier whose every question has been answered, which its objects are then written from.</summary>
/// <param name="Gpu">With the class's defaults filled in.</param>
/// <param name="Pin">What a moving revision was resolved to.</param>
/// <param name="Image">The container's.</param>
/// <param name="Surges">Whether an update starts a new pod before it ends an old one.</param>
internal sealed record TierPlan(ModelTier Tier, GpuClass Gpu, VllmTraits Traits, ModelLocation Location, TierRevision? Pin, TierKey Key, string Image, bool Surges, TierOptions Options)
{
    public ModelTierSpec Spec => Tier.Spec;

    /// <summary>For --revision; null: the repository's default.</summary>
    public string? Revision => Pin?.Commit ?? Spec.Model.Revision;

    public string Name => Tier.Metadata.Name;

    public PodSpecOverlay? Overlay => Spec.PodTemplate?.Spec;

    public ContainerOverlay? ContainerOverlay => Overlay?.Containers?.FirstOrDefault();
}
