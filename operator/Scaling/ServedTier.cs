using LlmRouting.Contract.Api;

namespace LlmRouting.Operator.Scaling;

/// <summary>A tier that we run, and where it runs.</summary>
/// <param name="Servers">Null where nothing is known, which is not the same as knowing that there are none.</param>
/// <param name="ApiKey">Of its servers; null where it is not there yet.</param>
public sealed record ServedTier(ModelTier Tier, IReadOnlyList<TierServer>? Servers, string? ApiKey)
{
    public string Key => Tier.Ref.Key;

    /// <summary>Without the key, so that no log can carry it.</summary>
    public override string ToString() => $"ServedTier {{ {Key} }}";
}
