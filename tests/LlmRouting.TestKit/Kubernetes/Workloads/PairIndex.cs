using System.Text.Json.Nodes;
using LlmRouting.TestKit.Kubernetes.Storage;

namespace LlmRouting.TestKit.Kubernetes.Workloads;

/// <summary>Objects by namespace and one of their pairs (a label, an owner), so that a thousand of them are not searched.</summary>
internal sealed class PairIndex(Func<StoredObject, IEnumerable<string>> pairs)
{
    private readonly Dictionary<string, HashSet<ObjectKey>> keys = [];

    public static IEnumerable<string> Labels(JsonObject? labels) => (labels ?? []).Select(l => $"{l.Key}={l.Value}");

    public void Follow(Change change)
    {
        if (change.Previous is { } before)
            foreach (var pair in pairs(before)) Of(before.Key.Namespace, pair).Remove(before.Key);
        if (change.Type == ChangeType.Deleted) return;
        foreach (var pair in pairs(change.Object)) Of(change.Object.Key.Namespace, pair).Add(change.Object.Key);
    }

    public IReadOnlyCollection<ObjectKey> Find(string ns, string pair) => keys.GetValueOrDefault($"{ns}/{pair}") ?? [];

    private HashSet<ObjectKey> Of(string ns, string pair)
    {
        var name = $"{ns}/{pair}";
        if (!keys.TryGetValue(name, out var found)) keys[name] = found = [];
        return found;
    }
}
