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
    /// <param name="complete">It ended as it should: for streams with [DONE].</param>
    /// <param name="finishReason">Of all choices the worst. Tool calls act on the world; what a filter cut or a reason we do not know ended may not be the whole.</param>
    /// <param name="hasFinishReason">False for embeddings and Responses, which have none by nature.</param>
    public static bool IsStorable(int status, bool complete, string? finishReason, bool hasFinishReason, long bytes) =>
        status == 200 && complete && (finishReason is "stop" or "length" || (finishReason is null && !hasFinishReason)) && bytes <= ResponseCacheState.MaxEntryBytes;
}
