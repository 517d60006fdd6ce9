namespace LlmRouting.Contract.Snapshot;

/// <param name="OnlyUpgrade">The label is the maximum over the user turns in the request's own history.</param>
public sealed record SessionAffinitySnapshot(bool OnlyUpgrade);
