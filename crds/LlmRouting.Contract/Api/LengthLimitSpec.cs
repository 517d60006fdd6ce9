using LlmRouting.Contract.Snapshot;

namespace LlmRouting.Contract.Api;

public sealed record LengthLimitSpec
{
    public required LengthUnit Unit { get; init; }
    public required int Max { get; init; }
}
