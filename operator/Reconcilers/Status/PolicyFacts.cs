using LlmRouting.Contract.Api;
using LlmRouting.Contract.Validation;

namespace LlmRouting.Operator.Reconcilers.Status;

/// <summary>Everything a RoutingPolicy's status is made from.</summary>
public sealed record PolicyFacts
{
    public required RoutingPolicy Policy { get; init; }

    /// <summary>Why no gateway takes the policy at all: an unknown gateway, a namespace it does not serve.</summary>
    public Finding? Binding { get; init; }

    /// <summary>The compiler's, of this policy.</summary>
    public IReadOnlyList<ObjectProblem> Problems { get; init; } = [];

    /// <summary>What a person should know although the policy is in order.</summary>
    public IReadOnlyList<Finding> Notes { get; init; } = [];

    /// <summary>Of the snapshot that holds the policy; null where none does.</summary>
    public string? Revision { get; init; }

    /// <summary>Whether what is served is an older spec, since the current one has errors.</summary>
    public bool ServesOlder { get; init; }

    /// <summary>Data planes connected, and those of them that serve <see cref="Revision"/>.</summary>
    public int Connected { get; init; }
    public int Programmed { get; init; }

    /// <summary>Whether data planes may not have said yet what they serve, since the leader is new.</summary>
    public bool IsSettling { get; init; }

    /// <summary>What data planes said they cannot do with it.</summary>
    public IReadOnlyList<string> Refusals { get; init; } = [];
}
