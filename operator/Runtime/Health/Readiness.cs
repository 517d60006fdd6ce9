namespace LlmRouting.Operator.Runtime.Health;

/// <summary>What has to be there before this replica serves. Once a part is ready it stays so: stale caches serve on while the API server is away.</summary>
public sealed class Readiness
{
    private readonly Lock gate = new();
    private readonly List<(string Name, Task Ready, Func<string?> Fault)> parts = [];

    /// <param name="name">As the answer names it, e.g. <c>modeltiers</c>.</param>
    /// <param name="fault">Why it is not ready yet, as far as that is known.</param>
    public void Add(string name, Task ready, Func<string?>? fault = null)
    {
        lock (gate) parts.Add((name, ready, fault ?? (static () => null)));
    }

    public bool IsReady
    {
        get
        {
            lock (gate) return parts.TrueForAll(p => p.Ready.IsCompletedSuccessfully);
        }
    }

    /// <summary>A line a part, in the form of the API server's own /readyz; what is wrong with a part that is ready follows it.</summary>
    public string Describe()
    {
        lock (gate) return string.Concat(parts.Select(p => p.Ready.IsCompletedSuccessfully ? $"[+]{p.Name} ok{(p.Fault() is { } fault ? $", but {fault}" : "")}\n" : $"[-]{p.Name} {p.Fault() ?? "not listed yet"}\n"));
    }
}
