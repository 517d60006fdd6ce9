using LlmRouting.Contract.Frames;

namespace LlmRouting.Operator.Publishing;

/// <summary>What became of a snapshot's frames.</summary>
/// <param name="Sent">Those that said something new.</param>
/// <param name="Refused">Of those that are too long, why; their slots are as they were.</param>
public sealed record Publication(IReadOnlyList<Frame> Sent, IReadOnlyList<string> Refused);
