namespace LlmRouting.TestKit.Kubernetes.Apply;

/// <summary>What differs between two versions of an object.</summary>
public sealed record FieldChanges(FieldSet Added, FieldSet Modified, FieldSet Removed)
{
    /// <summary>Nothing changed.</summary>
    public bool IsEmpty => Added.IsEmpty && Modified.IsEmpty && Removed.IsEmpty;

    public FieldSet Written => Added.Union(Modified);

    /// <summary>Forgets what no manager is told about: identity and bookkeeping of the object.</summary>
    public FieldChanges Stripped(Action<FieldSet> strip)
    {
        strip(Added);
        strip(Modified);
        strip(Removed);
        return this;
    }
}
