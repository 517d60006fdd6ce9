using LlmRouting.TestKit.Kubernetes.Storage;

namespace LlmRouting.TestKit.Kubernetes.Apply;

/// <summary>Who owns replicas after a write through /scale: the scaler, but only where somebody owned them before.</summary>
public static class ScaleOwnership
{
    public static void Update(ManagedFields managers, ManagerKey scaler, ResourceType type)
    {
        var path = type.Scale!.SpecReplicas.Split('.').Select(PathElements.Field).ToArray();
        var owners = managers.Sets.Where(s => s.Value.Has(path)).Select(s => s.Key).ToList();
        if (owners.Count == 0 || owners is [var only] && only == scaler) return;
        var replicas = new FieldSet().Insert(path);
        foreach (var owner in owners) managers.Set(owner, managers.Find(owner)!.Difference(replicas));
        managers.Set(scaler, managers.Find(scaler)?.Union(replicas) ?? replicas);
    }
}
