using LlmRouting.Contract.Frames;

namespace LlmRouting.Operator.Publishing;

/// <summary>How a policy is served by its gateway.</summary>
/// <param name="Revision">12 hex digits over the policy and its tiers alone, so that another policy's change does not change it.</param>
/// <param name="ConfigRevision">Of the gateway's configuration as it is published now.</param>
/// <param name="Since">Order of the configuration that brought this revision: whoever serves that or a later one serves the policy.</param>
public sealed record PolicyServing(string Gateway, string Revision, string ConfigRevision, FrameOrder Since);
