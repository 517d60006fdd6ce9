using System.Globalization;
using LlmRouting.Operator.Kubernetes;

namespace LlmRouting.Operator.Runtime.Events;

/// <summary>Turns facts into writes: repeats into series, and not too many for one object. Used by one thread.</summary>
public sealed class EventBook
{
    /// <summary>A fact that comes again after a longer pause is a new Event. client-go's figure.</summary>
    public static readonly TimeSpan SeriesEnd = TimeSpan.FromMinutes(6);

    /// <summary>One object may have 25 writes at once and one more every 5 minutes. client-go's figures.</summary>
    public const int Burst = 25;
    private static readonly TimeSpan Refill = TimeSpan.FromMinutes(5);

    /// <summary>Facts remembered; beyond it the oldest are forgotten, and become new Events if they come again.</summary>
    private const int Capacity = 16_384;

    private readonly Dictionary<object, Seen> facts = [];
    private readonly Dictionary<object, Allowance> allowances = [];
    private long lastName;

    /// <summary>Null: too many for this object.</summary>
    public EventWrite? Next(EventFact fact, DateTimeOffset now)
    {
        Forget(now);
        var known = facts.TryGetValue(fact.Key, out var seen) && (now - seen.Last).Duration() < SeriesEnd;
        if (!known) seen = new Seen(Name(fact, now));
        (seen!.Count, seen.Last) = (seen.Count + 1, now);
        if (!Allowed(fact.Object, now)) return known ? null : Drop(fact);
        facts[fact.Key] = seen;
        var series = known ? new EventSeries { Count = seen.Count, LastObservedTime = now } : null;
        return new EventWrite(fact, fact.Regarding.Namespace ?? "default", seen.Name, now, series);
    }

    /// <summary>The Event is gone or was never made: the next fact of its kind makes another.</summary>
    public EventWrite? Drop(EventFact fact)
    {
        facts.Remove(fact.Key);
        return null;
    }

    private bool Allowed(object one, DateTimeOffset now)
    {
        if (!allowances.TryGetValue(one, out var allowance)) allowances[one] = allowance = new Allowance(Burst, now);
        // A clock that was set back takes nothing away.
        var tokens = Math.Min(Burst, allowance.Tokens + Math.Max(0, (now - allowance.At) / Refill));
        allowances[one] = new Allowance(tokens < 1 ? tokens : tokens - 1, now);
        return tokens >= 1;
    }

    private void Forget(DateTimeOffset now)
    {
        if (facts.Count < Capacity && allowances.Count < Capacity) return;
        foreach (var (key, _) in facts.OrderBy(f => f.Value.Last).Take(Capacity / 4).ToList()) facts.Remove(key);
        foreach (var (key, _) in allowances.OrderBy(a => a.Value.At).Take(Capacity / 4).ToList()) allowances.Remove(key);
    }

    // As client-go: the object's name and the time in hex; two of one moment must differ.
    private string Name(EventFact fact, DateTimeOffset now)
    {
        lastName = Math.Max(lastName + 1, now.UtcTicks);
        var name = fact.Regarding.Name ?? "";
        if (name.Length > 230) name = name[..230].TrimEnd('.', '-');
        return string.Create(CultureInfo.InvariantCulture, $"{name}.{lastName:x}");
    }

    private sealed class Seen(string name)
    {
        public string Name => name;
        public int Count { get; set; }
        public DateTimeOffset Last { get; set; }
    }

    private readonly record struct Allowance(double Tokens, DateTimeOffset At);
}
