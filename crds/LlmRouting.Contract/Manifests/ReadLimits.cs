namespace LlmRouting.Contract.Manifests;

/// <summary>What one document may cost to read, whoever wrote it.</summary>
internal static class ReadLimits
{
    /// <summary>A little under what etcd stores of one object.</summary>
    public const int DocumentBytes = 1 << 20;

    public const int FileBytes = 16 << 20;
    public const int Depth = 64;

    /// <summary>Aliases counted in full: a few nested ones can stand for billions.</summary>
    public const int Nodes = 100_000;
}
