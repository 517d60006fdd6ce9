using LlmRouting.DataPlane.Errors;

namespace LlmRouting.DataPlane.Access;

/// <summary>A body or the reason there is none; exactly one is set.</summary>
public readonly record struct BodyRead(PooledBody? Body, Refusal? Refusal);
