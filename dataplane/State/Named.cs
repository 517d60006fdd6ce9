namespace LlmRouting.DataPlane.State;

/// <summary>Something kept by name, and when a snapshot last named it.</summary>
internal sealed class Named<T>(T value)
{
    private long lastNamed;

    public T Value { get; } = value;

    public long LastNamed
    {
        get => Volatile.Read(ref lastNamed);
        set => Volatile.Write(ref lastNamed, value);
    }
}
