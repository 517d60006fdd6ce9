namespace LlmRouting.DataPlane.Parsing;

/// <summary>What leaves differently than it came. A default is added only where the client set none.</summary>
/// <param name="ModelJson">The upstream's model name, JSON-quoted; empty keeps the client's.</param>
/// <param name="Temperature">Default of the tier (S0.10).</param>
/// <param name="MaxTokens">Default of the tier, in tokens.</param>
/// <param name="IncludeUsage">Ask a stream for its usage event.</param>
public readonly record struct Splices(ReadOnlyMemory<byte> ModelJson, decimal? Temperature = null, int? MaxTokens = null, bool IncludeUsage = false);
