namespace LlmRouting.TestKit.Kubernetes.Storage;

/// <summary>Name of a stored object; sorts as etcd's keys do. Cluster-scoped objects have namespace "".</summary>
public readonly record struct ObjectKey(string Namespace, string Name) : IComparable<ObjectKey>
{
    public int CompareTo(ObjectKey other)
    {
        var order = string.CompareOrdinal(Namespace, other.Namespace);
        return order != 0 ? order : string.CompareOrdinal(Name, other.Name);
    }
}
