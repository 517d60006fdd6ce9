using LlmRouting.DataPlane.Access;

namespace LlmRouting.DataPlane.Tests.Clients;

/// <summary>A folder as a platform team would write it: <c>auto</c> goes to small, or to large where the prompt says "refactor"; tiers may be asked for by name.</summary>
internal static class ClientManifests
{
    public const string Policy = """
        apiVersion: llmrouting.dev/v1alpha1
        kind: RoutingPolicy
        metadata: {name: default}
        spec:
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
        """;

    /// <summary>A policy that falls back, but whose budget lets nothing be tried twice.</summary>
    public static string WithoutBudget(string policy) =>
        policy.Replace("budget: {percent: 20, minPerSecond: 10}}", "budget: {percent: 0, minPerSecond: 0}}\n  fallbacks: [{from: weak, to: [strong]}]", StringComparison.Ordinal);

    public static string Tier(string name, string capabilities, Uri server) => $$"""
        apiVersion: llmrouting.dev/v1alpha1
        kind: ModelTier
        metadata: {name: {{name}}}
        spec:
          model: {uri: "hf://example/{{name}}", name: {{name}}-model}
          vllm: {maxModelLen: 8192}
          capabilities: [{{capabilities}}]
          pricing: {inputPer1kTokens: "0.001", outputPer1kTokens: "0.002"}
          circuitBreaker: {consecutiveFailures: 1000, openFor: 30s, successThreshold: 3}
        ---
        apiVersion: discovery.k8s.io/v1
        kind: EndpointSlice
        metadata: {name: {{name}}-1, labels: {llmrouting.dev/tier: {{name}} } }
        addressType: IPv4
        ports: [{port: {{server.Port}}}]
        endpoints: [{addresses: [{{server.Host}}]}]
        """;

    public static string Key(string name, GeneratedKey key) => KeySecretManifest.Write(name, "default", key.Stored);
}
