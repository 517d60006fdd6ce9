using System.Collections.Concurrent;

namespace LlmRouting.TestKit.Kubernetes.Storage;

/// <summary>Which kinds are served now.</summary>
public sealed class ResourceRegistry
{
    private readonly ConcurrentDictionary<(string Group, string Version, string Plural), ResourceType> types = new();
    private readonly HashSet<string> builtinGroups;

    public ResourceRegistry(IReadOnlyList<ResourceType> builtins)
    {
        foreach (var type in builtins) Add(type);
        builtinGroups = [.. builtins.Select(b => b.Group)];
    }

    public IEnumerable<ResourceType> All => types.Values.OrderBy(t => t.Group, StringComparer.Ordinal).ThenBy(t => t.Plural, StringComparer.Ordinal);

    public bool IsBuiltinGroup(string group) => builtinGroups.Contains(group);

    public void Add(ResourceType type) => types[(type.Group, type.Version, type.Plural)] = type;

    public void Remove(ResourceType type) => types.TryRemove((type.Group, type.Version, type.Plural), out _);

    public ResourceType? Find(string group, string version, string plural) => types.GetValueOrDefault((group, version, plural));

    public ResourceType? FindKind(string groupVersion, string kind) => types.Values.FirstOrDefault(t => t.GroupVersion == groupVersion && t.Kind == kind && !t.Virtual);

    public ResourceType Named(string plural, string group = "") => types.Values.First(t => t.Plural == plural && t.Group == group);
}
