using System.Collections.Concurrent;

namespace LlmRouting.Operator.Reconcilers.Applying;

/// <summary>
/// Fields we leave to others. A hand edit is drift and is healed; a manager that declares the field, or takes it back a third time within ten minutes, keeps it:
/// two controllers that correct each other would do so for ever.
/// </summary>
public sealed class Yields(TimeProvider time)
{
    private const int Patience = 3;
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<(string Object, string Field), Entry> entries = new();

    /// <summary>Whether the field is to be left to who has it.</summary>
    public bool Decide(string target, FieldConflict conflict)
    {
        var now = time.GetUtcNow();
        var entry = entries.AddOrUpdate(
            (target, conflict.Field),
            _ => new Entry(conflict.Manager, 1, now, conflict.Declared),
            (_, old) => new Entry(conflict.Manager, now - old.Since > Memory ? 1 : old.Times + 1, now - old.Since > Memory ? now : old.Since, conflict.Declared));
        return entry.Given;
    }

    /// <summary>Fields of the object that were given up, each with who has it.</summary>
    public IReadOnlyList<(string Field, string Manager)> Of(string target) =>
        [.. entries.Where(entry => entry.Key.Object == target && entry.Value.Given).Select(entry => (entry.Key.Field, entry.Value.Manager)).Order()];

    public void Forget(string target)
    {
        foreach (var key in entries.Keys.Where(key => key.Object == target)) entries.TryRemove(key, out _);
    }

    private sealed record Entry(string Manager, int Times, DateTimeOffset Since, bool Declared)
    {
        public bool Given => Declared || Times >= Patience;
    }
}
