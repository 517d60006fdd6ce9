namespace LlmRouting.EndToEnd.Tests.Harness;

/// <summary>Manifests as people write them.</summary>
public static class Manifests
{
    /// <summary>One that needs no looking up.</summary>
    private const string Commit = "1cfa9a7208912126459214e8b04321603b3df60c";

    /// <param name="more">Further lines of the spec, without indentation.</param>
    public static string Tier(string name, string model, int? replicas = 1, string more = "", string version = "0.11.2", string gpu = "sim") => $$$"""
        apiVersion: llmrouting.dev/v1alpha1
        kind: ModelTier
        metadata: {name: {{{name}}}}
        spec:
          model: {uri: "hf://acme/{{{model}}}", name: {{{model}}}, revision: {{{Commit}}}}
          gpu: {class: {{{gpu}}}}
          vllm: {version: {{{version}}}, maxModelLen: 8192, maxNumSeqs: 64}
          costPerHour: "0.30"
          timeouts: {connect: 2s, total: 60s}
        {{{(replicas is null ? "" : $"  replicas: {replicas}")}}}
        {{{more.Indent()}}}
        """;

    public static string External(string name, string secret) => $$$"""
        apiVersion: llmrouting.dev/v1alpha1
        kind: ModelTier
        metadata: {name: {{{name}}}}
        spec:
          model: {uri: "hf://acme/big", name: big}
          external: {baseUrl: "https://models.example.com/v1", apiKeySecretRef: {name: {{{secret}}}, key: key}}
        """;

    /// <summary>S3.1's rules in short: a word, a length, else simple.</summary>
    public static string Policy(string name = "default", string model = "auto", string gateway = "default", string weak = "small", string strong = "large", string keyword = "refactor", int max = 500) => $$$"""
        apiVersion: llmrouting.dev/v1alpha1
        kind: RoutingPolicy
        metadata: {name: {{{name}}}}
        spec:
          gatewayRef: {name: {{{gateway}}}}
          models: [{{{model}}}]
          allowExplicitTier: {{{(name == "default" ? "true" : "false")}}}
          tiers:
          - {name: weak, tierRef: {name: {{{weak}}}}}
          - {name: strong, tierRef: {name: {{{strong}}}}}
          classifiers:
          - name: v7
            heuristic:
              keywords: [{name: strong, label: complex, any: [{{{keyword}}}], match: Substring}]
              length: {unit: Chars, max: {{{max}}}, scope: All, label: complex}
              otherwise: simple
          activeClassifier: v7
          routes:
          - {when: {labels: [complex]}, tier: strong}
          - {tier: weak}
          retry: {attempts: 2, backoff: {base: 50ms, max: 500ms}, retryOn: [ConnectFailure, Reset, ServerError, Unavailable], budget: {percent: 20, minPerSecond: 10}}
        """;

    public static string Canary(int weight) => $$$"""
        apiVersion: llmrouting.dev/v1alpha1
        kind: CanaryRollout
        metadata: {name: small-v2}
        spec:
          policyRef: {name: default}
          tier: {stableRef: {name: small}, canaryRef: {name: small-v2}}
          weight: {{{weight}}}
        """;

    public static string Small(int? replicas = 1, string more = "", string version = "0.11.2") => Tier("small", "qwen3-4b", replicas, more, version);

    public static string Large(int replicas = 1) => Tier("large", "glm-5", replicas);

    public static string SmallV2(int replicas = 1) => Tier("small-v2", "qwen3-4b-v2", replicas);

    public static string Join(params IEnumerable<string> documents) => string.Join("\n---\n", documents);

    private static string Indent(this string lines) => string.Join('\n', lines.Split('\n').Select(line => line.Length == 0 ? line : "  " + line));
}
