using LlmRouting.DataPlane.State;

namespace LlmRouting.DataPlane.Accounting;

/// <summary>What a request id of ours says; the signature was right.</summary>
/// <param name="At">When the request arrived, to the millisecond.</param>
/// <param name="Policy">Policy key as <see cref="RequestIdCodec.Shorten"/> leaves it.</param>
/// <param name="Tier">Tier key that answered, likewise.</param>
/// <param name="Side">Side of the split that the request was assigned.</param>
/// <param name="Epoch">Epoch of the rollout; 0 where there was none.</param>
/// <param name="KeyId">Id of the caller's key, likewise.</param>
/// <param name="Tag">Start of the signature; names the request in 64 bits.</param>
public readonly record struct RequestIdClaims(DateTimeOffset At, string Policy, string Tier, SplitSide Side, int Epoch, string KeyId, ulong Tag);
