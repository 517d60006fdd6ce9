using LlmRouting.DataPlane.Simulation.Wire;

namespace LlmRouting.DataPlane.Simulation.Faults;

/// <summary>The fault in force, and which requests it strikes.</summary>
internal sealed class FaultSwitch(Fault? initial, int seed)
{
    /// <summary>A fault for one request only; wins over the one in force.</summary>
    public const string Header = "x-simulate-fault";

    private readonly Lock gate = new();
    private readonly Random chance = new(seed);
    private Fault? current = initial;
    private int struck;

    public void Set(Fault? fault)
    {
        lock (gate) (current, struck) = (fault, 0);
    }

    /// <summary>The fault that strikes this request, or null; an unreadable header is an error.</summary>
    public Fault? For(HttpRequest request, out string? error)
    {
        error = null;
        if (request.Headers.TryGetValue(Header, out var text))
            return Fault.TryParse(text.ToString(), out var own, out error) && Strikes(own) ? own : null;
        if (Volatile.Read(ref current) is null) return null;
        lock (gate)
        {
            if (current is null || struck >= (current.Count ?? int.MaxValue) || !Strikes(current)) return null;
            struck++;
            return current;
        }
    }

    public static VllmError Misspelt(string error) => new(400, "BadRequestError", $"{Header}: {error}");

    private bool Strikes(Fault fault)
    {
        if (fault.Probability >= 1) return true;
        lock (gate) return chance.NextDouble() < fault.Probability;
    }
}
