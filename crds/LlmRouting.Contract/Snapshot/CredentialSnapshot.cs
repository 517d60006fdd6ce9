namespace LlmRouting.Contract.Snapshot;

/// <summary>What authenticates us to a tier's upstream. Kept in memory only.</summary>
/// <param name="Tier">Tier key.</param>
/// <param name="ApiKey">Sent as a bearer token.</param>
/// <param name="Hosts">Hosts it may be sent to; compared case-insensitively. Empty for a vLLM server of ours, whose endpoints come and go.</param>
public sealed record CredentialSnapshot(string Tier, string ApiKey, IReadOnlyList<string> Hosts)
{
    /// <summary>Without the key, so that no log or exception can carry it.</summary>
    public override string ToString() => $"CredentialSnapshot {{ Tier = {Tier} }}";
}
