using LlmRouting.Contract.Snapshot;

namespace LlmRouting.DataPlane.Caching;

/// <summary>What may be cached at all (S3.7a).</summary>
public static class CachePolicy
{
    /// <summary>Whether the same request would get the same answer, so that one asked before may be served.</summary>
    /// <param name="temperature">The client's, else the tier's default; null where neither is set, which samples.</param>
    /// <param name="choices">n: more than one choice is asked for to see them differ.</param>
    /// <param name="usesTools">Whether the request offers tools or holds tool calls: their answers act on the world.</param>
    /// <param name="embeddings">Embeddings are the same every time.</param>
    public static bool IsCacheable(ResponseCacheSnapshot cache, double? temperature, int choices, bool usesTools, bool embeddings)
    {
        if (cache.Mode != CacheMode.Exact || usesTools) return false;
        return embeddings || cache.IncludeSampled || (temperature == 0 && choices == 1);
    }

    /// <summary>Whether an answer to a cacheable request may be kept.</summary>
    /// <param name="complete">It ended as it should: a finish_reason and, for streams, [DONE].</param>
    /// <param name="hasToolCalls">Whether the model asks for tools.</param>
    public static bool IsStorable(int status, bool complete, bool hasToolCalls, long bytes) =>
        status == 200 && complete && !hasToolCalls && bytes <= ResponseCacheState.MaxEntryBytes;
}
