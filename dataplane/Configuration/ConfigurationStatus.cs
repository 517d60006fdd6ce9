namespace LlmRouting.DataPlane.Configuration;

/// <summary>What <c>/v1/status</c> says of the configuration.</summary>
/// <param name="Revision">The revision that is served; empty before the first.</param>
/// <param name="AppliedAt">When it began to be served; null before the first.</param>
/// <param name="RefusedAt">When a later change was refused; null while the newest is served.</param>
/// <param name="Problems">Every problem of the newest change, <c>file:line: object path: sentence</c>.</param>
public sealed record ConfigurationStatus(string Revision, DateTimeOffset? AppliedAt, DateTimeOffset? RefusedAt, IReadOnlyList<string> Problems);
