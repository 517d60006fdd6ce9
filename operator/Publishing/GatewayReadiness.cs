namespace LlmRouting.Operator.Publishing;

/// <summary>Data planes of a gateway, for a policy's status.</summary>
/// <param name="Ready">Heard from lately, or connected here.</param>
/// <param name="Programmed">Of these, those that serve what was asked about.</param>
public sealed record GatewayReadiness(int Ready, int Programmed);
