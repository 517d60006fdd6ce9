using LlmRouting.DataPlane.Access;

namespace LlmRouting.Benchmarks.Proxy.Participants;

/// <summary>The folder the router serves: the manifests beside this file, the upstream's address and a key.</summary>
public static class BenchmarkManifests
{
    public static void Write(string folder, int upstream, out string key)
    {
        foreach (var file in Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Proxy", "manifests")))
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        var generated = ApiKeys.Generate("default", []);
        File.WriteAllText(Path.Combine(folder, "key.yaml"), KeySecretManifest.Write("load", "default", generated.Stored));
        foreach (var tier in (string[])["small", "large"]) File.WriteAllText(Path.Combine(folder, $"{tier}-endpoints.yaml"), Slice(tier, upstream));
        key = generated.Key;
    }

    private static string Slice(string tier, int port) => $$"""
        apiVersion: discovery.k8s.io/v1
        kind: EndpointSlice
        metadata:
          name: {{tier}}
          labels: {llmrouting.dev/tier: {{tier}} }
        addressType: IPv4
        ports: [{port: {{port}} }]
        endpoints: [{addresses: [127.0.0.1]}]

        """;
}
