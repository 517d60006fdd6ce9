using System.Collections.Frozen;
using LlmRouting.Contract.Snapshot;

namespace LlmRouting.DataPlane.Access;

/// <summary>Who asks. Made once a key and shared by its requests.</summary>
public sealed class Caller
{
    /// <summary>Where <c>--auth None</c> lets everybody in.</summary>
    public static readonly Caller Anonymous = new("anonymous", null, null, []);

    /// <summary>Whoever was refused; may use nothing.</summary>
    internal static readonly Caller Nobody = new("", "", null, []);

    private readonly FrozenSet<string> policies;

    internal Caller(KeySnapshot key) : this(key.Id, key.Namespace, key.LimitClass, key.Policies) { }

    private Caller(string id, string? @namespace, string? limitClass, IReadOnlyList<string> policies)
    {
        (Id, Namespace, LimitClass) = (id, @namespace, limitClass);
        this.policies = policies.ToFrozenSet(StringComparer.Ordinal);
    }

    /// <summary>The key's id; not secret.</summary>
    public string Id { get; }

    /// <summary>False for <see cref="Anonymous"/>, who may be anybody.</summary>
    public bool HasKey => Namespace is not null;

    /// <summary>The key's namespace; null for <see cref="Anonymous"/>, who belongs to none.</summary>
    public string? Namespace { get; }

    public string? LimitClass { get; }

    /// <summary>A key may use the policies it names, or all, of its own namespace.</summary>
    public bool MayUse(PolicySnapshot policy) => Namespace is null || (policy.Namespace == Namespace && (policies.Count == 0 || policies.Contains(policy.Name)));
}
