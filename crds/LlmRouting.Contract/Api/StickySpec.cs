namespace LlmRouting.Contract.Api;

public sealed record StickySpec
{
    /// <summary>Makes the weight a share of callers: key id and this header decide the side.</summary>
    public required string Header { get; init; }
}
