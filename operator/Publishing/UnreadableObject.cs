using LlmRouting.Contract.Api;

namespace LlmRouting.Operator.Publishing;

/// <summary>An object that is there and cannot be decoded: its CRD is older than the operator, or somebody wrote around the schema.</summary>
/// <param name="Uid">Of the object, where that much could be read.</param>
/// <param name="Message">For people.</param>
public sealed record UnreadableObject(ObjectRef Object, string? Uid, string Message);
