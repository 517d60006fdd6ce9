using System.Collections.Immutable;

namespace LlmRouting.Operator.Reconcilers.Caching;

/// <summary>
/// Namespaces in which we may read nothing that a namespace's RoleBinding lets us read: deleted, or without our RoleBinding. They do not keep the others from being served. Where nothing may be
/// read anywhere it is not a namespace that is missing, and we wait. See docs/decisions/2026-11-21-namespaces-that-refuse-us.md.
/// </summary>
internal sealed class RefusedNamespaces(ILogger logger)
{
    /// <summary>Longer than a RoleBinding that is made anew is away, or an API server that starts refuses everybody.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private volatile ImmutableSortedDictionary<string, string> known = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>By namespace, in words: what the API server says, and what is served of it.</summary>
    public IReadOnlyDictionary<string, string> Now => known;

    /// <summary>Raised when a namespace is one of them, or no longer.</summary>
    public event Action? Changed;

    /// <summary>Not reentrant.</summary>
    /// <param name="telling">Kinds that every namespace has, and that may be read only where we have been given it.</param>
    /// <param name="others">Kinds that may come later, or be read in any namespace; these alone say nothing of one.</param>
    public void Look(IReadOnlyList<FollowedKind> telling, IEnumerable<FollowedKind> others)
    {
        var namespaces = telling.Where(one => one.Namespace is not null).GroupBy(one => one.Namespace!, StringComparer.Ordinal).ToList();
        if (!namespaces.Exists(kinds => kinds.All(one => one.IsListed()))) return;
        foreach (var kinds in namespaces) Look(kinds.Key, [.. kinds]);
        foreach (var one in others.Where(one => one.Namespace is not null && known.ContainsKey(one.Namespace) && one.RefusedFor() >= Patience)) one.Forgo();
    }

    private void Look(string @namespace, IReadOnlyList<FollowedKind> kinds)
    {
        var isKnown = known.ContainsKey(@namespace);
        if (!isKnown && kinds.All(one => one.RefusedFor() >= Patience)) Add(@namespace, kinds);
        else if (isKnown && kinds.All(one => one.IsListed() && one.RefusedFor() is null)) Remove(@namespace);
    }

    private void Add(string @namespace, IReadOnlyList<FollowedKind> kinds)
    {
        var served = kinds.All(one => one.IsListed()) ? "what was read before goes on being served" : "nothing of it is served";
        known = known.SetItem(@namespace, $"namespace {@namespace} may not be read, {served}: {kinds[0].Fault()}");
        logger.NamespaceRefused(known[@namespace]);
        foreach (var one in kinds) one.Forgo();
        Changed?.Invoke();
    }

    private void Remove(string @namespace)
    {
        known = known.Remove(@namespace);
        logger.NamespaceRead(@namespace);
        Changed?.Invoke();
    }
}
