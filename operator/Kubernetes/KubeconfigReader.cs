using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace LlmRouting.Operator.Kubernetes;

/// <summary>Reads one kubeconfig; YAML, or JSON, which is YAML too.</summary>
internal static class KubeconfigReader
{
    public static Kubeconfig Read(string file)
    {
        var root = new KubeconfigEntry(Root(file), file, Path.GetDirectoryName(Path.GetFullPath(file))!);
        var config = new Kubeconfig { CurrentContext = root.Text("current-context") };
        Add(config.Clusters, root, "clusters", "cluster");
        Add(config.Users, root, "users", "user");
        Add(config.Contexts, root, "contexts", "context");
        return config;
    }

    private static YamlMappingNode Root(string file)
    {
        var yaml = new YamlStream();
        try
        {
            using var text = File.OpenText(file);
            yaml.Load(text);
        }
        catch (Exception e) when (e is YamlException or IOException or UnauthorizedAccessException)
        {
            throw new KubeconfigException($"{file} cannot be read: {e.Message}", e);
        }

        return yaml.Documents is [{ RootNode: YamlMappingNode root }, ..] ? root : throw new KubeconfigException($"{file} is no kubeconfig");
    }

    private static void Add(Dictionary<string, KubeconfigEntry> into, KubeconfigEntry root, string list, string what)
    {
        foreach (var item in root.Entries(list))
        {
            var name = item.Required("name");
            var entry = item.Entry(what) ?? item with { Node = new YamlMappingNode() };
            if (!into.TryAdd(name, entry with { Place = $"{what} {name}" })) throw new KubeconfigException($"{root.Place} has two of {what} {name}");
        }
    }
}
