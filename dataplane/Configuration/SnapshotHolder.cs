namespace LlmRouting.DataPlane.Configuration;

/// <summary>The one volatile reference between configuration and requests.</summary>
public sealed class SnapshotHolder(RuntimeSnapshot first)
{
    private RuntimeSnapshot current = first;

    public RuntimeSnapshot Current
    {
        get => Volatile.Read(ref current);
        set => Volatile.Write(ref current, value);
    }
}
