using LlmRouting.Contract.Snapshot;
using LlmRouting.DataPlane.State;

namespace LlmRouting.DataPlane.Configuration;

/// <summary>A canary of one tier of a policy.</summary>
public sealed record RuntimeSplit(SplitSnapshot Snapshot, SplitState State, RuntimeTier Canary)
{
    /// <summary>What people and metrics read, made once.</summary>
    public string DisplayName { get; } = Snapshot.DisplayName;

    /// <summary>No endpoint of the canary means a weight of 0, never a 503.</summary>
    public bool IsServing => Canary.Endpoints.Length > 0;
}
