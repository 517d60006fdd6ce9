namespace LlmRouting.Contract.Api;

public sealed record PrefixSpec
{
    /// <summary>Bytes of system + tools + first user message that the hash covers; default 1024.</summary>
    public int? Bytes { get; init; }

    /// <summary>"1".."10"; default "1.25".</summary>
    public string? MaxLoadFactor { get; init; }
}
