namespace LlmRouting.DataPlane.Tests.Harness;

/// <summary>Manifests as text.</summary>
public static class ManifestText
{
    /// <param name="more">Members of the spec, flow style, each followed by a line end.</param>
    public static string Tier(string name, string more = "", int maxModelLen = 8192) => $$$"""
        apiVersion: llmrouting.dev/v1alpha1
        kind: ModelTier
        metadata: {name: {{{name}}}}
        spec:
          model: {uri: "hf://test/{{{name}}}", name: {{{name}}}-model}
          vllm: {maxModelLen: {{{maxModelLen}}}}
        {{{Indent(more)}}}
        """;

    public static string Slice(string tier, int number, int port) => $$$"""
        apiVersion: discovery.k8s.io/v1
        kind: EndpointSlice
        metadata: {name: {{{tier}}}-{{{number}}}, labels: {llmrouting.dev/tier: {{{tier}}}}}
        addressType: IPv4
        ports: [{port: {{{port}}}}]
        endpoints: [{addresses: ["127.0.0.1"]}]
        """;

    public static string Policy(string more, string name = "default") => $$$"""
        apiVersion: llmrouting.dev/v1alpha1
        kind: RoutingPolicy
        metadata: {name: {{{name}}}}
        spec:
        {{{Indent(more)}}}
        """;

    public static string Canary(string name, string stable, string canary, int weight, string more = "") => $$$"""
        apiVersion: llmrouting.dev/v1alpha1
        kind: CanaryRollout
        metadata: {name: {{{name}}}}
        spec:
          policyRef: {name: default}
          tier: {stableRef: {name: {{{stable}}}}, canaryRef: {name: {{{canary}}}}}
          weight: {{{weight}}}
        {{{Indent(more)}}}
        """;

    private static string Indent(string text) => string.Join('\n', text.Split('\n').Select(line => line.Length == 0 ? line : "  " + line));
}
