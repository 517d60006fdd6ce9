using LlmRouting.TestKit.Kubernetes.Storage;

namespace LlmRouting.TestKit.Kubernetes.Builtins;

/// <summary>Which rules a built-in kind has.</summary>
public sealed class RuleBook(IReadOnlyDictionary<string, KindRules> rules)
{
    public KindRules For(ResourceType type) => type.IsCustom ? KindRules.None : rules.GetValueOrDefault(type.Qualified, KindRules.None);
}
