using LlmRouting.Contract.Api;
using LlmRouting.Contract.Manifests;

namespace LlmRouting.Contract.Compilation;

/// <summary>A reference to a ModelTier of the same namespace.</summary>
internal static class TierReference
{
    public static void Check(ObjectRef from, string path, string name, ObjectIndex<ModelTier> tiers, ProblemList problems)
    {
        if (tiers.Find(from.Namespace, name) is { } tier)
        {
            if (problems.IsOut(tier.Ref)) problems.Error(from, path, ProblemReasons.RefNotUsable, $"ModelTier {name} has problems of its own");
            return;
        }

        var near = Suggestion.For(name, tiers.InOrder.Where(known => known.Ref.Namespace == from.Namespace).Select(known => known.Ref.Name));
        var hint = near is null ? "" : $": did you mean {near}?";
        problems.Error(from, path, ProblemReasons.RefNotFound, $"there is no ModelTier {name} in namespace {from.Namespace}{hint}");
    }
}
