namespace LlmRouting.Contract.Snapshot;

/// <param name="Header">Request header that names the session, lower case.</param>
/// <param name="OnlyUpgrade">The label is the maximum over the user turns in the request's own history.</param>
public sealed record SessionAffinitySnapshot(string Header, bool OnlyUpgrade);
