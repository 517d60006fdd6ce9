using LlmRouting.DataPlane.Access;
using LlmRouting.DataPlane.Tests.Harness;

namespace LlmRouting.DataPlane.Tests.Clients;

/// <summary>A folder as a platform team would write it: <c>auto</c> goes to small, or to large where the prompt says "refactor"; tiers may be asked for by name.</summary>
internal static class ClientManifests
{
    public static readonly string Policy = ManifestText.Policy("""
        models: [auto, acme/assistant]
        allowExplicitTier: true
        tiers: [{name: weak, tierRef: {name: small}}, {name: strong, tierRef: {name: large}}]
        classifiers:
        - name: v7
          heuristic:
            keywords: [{name: strong, label: complex, any: [refactor], match: Substring}]
            otherwise: simple
        activeClassifier: v7
        onClassifierFailure: {tier: strong}
        routes: [{when: {labels: [complex]}, tier: strong}, {tier: weak}]
        retry: {attempts: 0, budget: {percent: 20, minPerSecond: 10}}
        rateLimits: [{name: trial, limitClass: trial, requests: 1, window: 20s}]
        """);

    /// <summary>A policy that falls back, but whose budget lets nothing be tried twice.</summary>
    public static readonly string WithoutBudget =
        Policy.Replace("{percent: 20, minPerSecond: 10}}", "{percent: 0, minPerSecond: 0}}\n  fallbacks: [{from: weak, to: [strong]}]", StringComparison.Ordinal);

    public static string[] Tier(string name, string capabilities, Uri server) =>
    [
        ManifestText.Tier(name, $"capabilities: [{capabilities}]\npricing: {{inputPer1kTokens: \"0.001\", outputPer1kTokens: \"0.002\"}}"),
        ManifestText.Slice(name, 1, server.Port),
    ];

    public static string Key(string name, GeneratedKey key) => KeySecretManifest.Write(name, "default", key.Stored);
}
