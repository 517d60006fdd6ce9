namespace LlmRouting.DataPlane.Caching;

/// <summary>An answer that can be served again.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="ContentType">application/json, or text/event-stream for a stream.</param>
/// <param name="Body">Owned by the cache, never a rented buffer; for a stream all of its events.</param>
/// <param name="PromptTokens">As the upstream counted them.</param>
/// <param name="CompletionTokens">As the upstream counted them.</param>
public sealed record CachedResponse(int Status, string ContentType, ReadOnlyMemory<byte> Body, int PromptTokens, int CompletionTokens);
