using System.Collections.Concurrent;

namespace LlmRouting.TestKit.Kubernetes.Faults;

/// <summary>Requests that came in, by verb and resource: <c>apply deployments.apps</c>, <c>patch modeltiers.llmrouting.dev/status</c>.</summary>
public sealed class WriteCounter
{
    private readonly ConcurrentDictionary<string, long> counts = new();

    public IReadOnlyDictionary<string, long> ByVerbAndResource => new SortedDictionary<string, long>(counts.ToDictionary(), StringComparer.Ordinal);

    public long Total => counts.Values.Sum();

    /// <summary>How many of one kind; any verb or resource when null.</summary>
    public long Of(string? verb = null, string? resource = null) => counts.Where(c =>
        (verb is null || c.Key.StartsWith(verb + " ", StringComparison.Ordinal)) && (resource is null || c.Key.EndsWith(" " + resource, StringComparison.Ordinal))).Sum(c => c.Value);

    public void Reset() => counts.Clear();

    internal void Count(string verb, string resource) => counts.AddOrUpdate($"{verb} {resource}", 1, static (_, n) => n + 1);
}
