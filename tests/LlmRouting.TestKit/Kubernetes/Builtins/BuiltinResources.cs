using System.Collections.Frozen;
using LlmRouting.TestKit.Kubernetes.Schemas;
using LlmRouting.TestKit.Kubernetes.Storage;

namespace LlmRouting.TestKit.Kubernetes.Builtins;

/// <summary>The built-in kinds that are served; <c>resources.txt</c> lists them.</summary>
public static class BuiltinResources
{
    public static IReadOnlyList<ResourceType> Load()
    {
        using var stream = typeof(BuiltinResources).Assembly.GetManifestResourceStream("resources.txt")!;
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(l => l[0] != '#').Select(Parse)];
    }

    private static ResourceType Parse(string line)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var (group, version) = words[0].Split('/') is [var g, var v] ? (g, v) : ("", words[0]);
        var flags = words.Skip(3).Select(w => w.Split('=')).ToFrozenDictionary(w => w[0], w => w.ElementAtOrDefault(1) ?? "");
        var type = flags.GetValueOrDefault("type", words[2]);
        return new ResourceType
        {
            Group = group, Version = version, Plural = words[1], Kind = words[2], Singular = words[2].ToLowerInvariant(),
            Schema = type == "any" ? TypeSchema.Any : BuiltinTypes.Named(type),
            Namespaced = !flags.ContainsKey("cluster"), HasStatus = flags.ContainsKey("status"), HasGeneration = flags.ContainsKey("generation"),
            ConditionalUpdate = flags.ContainsKey("conditional"), CreateOnUpdate = flags.ContainsKey("createOnUpdate"),
            Virtual = flags.ContainsKey("virtual"), StoredAs = flags.GetValueOrDefault("as"),
            Scale = flags.ContainsKey("scale") ? new ScalePaths("spec.replicas", "status.replicas", null) : null,
            ShortNames = Names(flags, "short"), Categories = Names(flags, "categories"),
        };
    }

    private static string[] Names(FrozenDictionary<string, string> flags, string name) => flags.TryGetValue(name, out var value) ? value.Split(',') : [];
}
