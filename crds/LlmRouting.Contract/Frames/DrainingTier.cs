namespace LlmRouting.Contract.Frames;

/// <param name="Tier">Tier key.</param>
/// <param name="BaseUrls">Null: all of the tier, those that appear later too.</param>
public sealed record DrainingTier(string Tier, IReadOnlyList<string>? BaseUrls);
