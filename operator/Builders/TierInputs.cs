using LlmRouting.Contract.Api;
using LlmRouting.Operator.Configuration;

namespace LlmRouting.Operator.Builders;

/// <summary>All that a tier's objects are made of.</summary>
/// <param name="Revision">What a moving revision was resolved to; null, or without a commit: the revision as written.</param>
public sealed record TierInputs(ModelTier Tier, GpuClassTable Classes, TierRevision? Revision, TierKey Key, TierOptions Options);
