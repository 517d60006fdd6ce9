using LlmRouting.Contract.Snapshot;
using LlmRouting.DataPlane.Caching;

namespace LlmRouting.DataPlane.Tests.Caching;

public sealed class CachePolicyTests
{
    private static readonly ResponseCacheSnapshot Exact = new() { Mode = CacheMode.Exact };

    [Theory]
    [InlineData(0.0, 1, false, true)]
    [InlineData(0.01, 1, false, false)]
    [InlineData(null, 1, false, false)]
    [InlineData(0.0, 2, false, false)]
    [InlineData(0.0, 1, true, false)]
    public void Only_what_would_be_answered_alike_is_cached_S3_7a(double? temperature, int choices, bool tools, bool cacheable) =>
        Assert.Equal(cacheable, CachePolicy.IsCacheable(Exact, temperature, choices, tools, embeddings: false));

    [Theory]
    [InlineData(1.0, 1, false, true)]
    [InlineData(null, 3, false, true)]
    [InlineData(1.0, 1, true, false)]
    public void Sampled_answers_are_cached_where_asked_for_tools_never(double? temperature, int choices, bool tools, bool cacheable) =>
        Assert.Equal(cacheable, CachePolicy.IsCacheable(Exact with { IncludeSampled = true }, temperature, choices, tools, embeddings: false));

    [Fact]
    public void Embeddings_are_always_alike() => Assert.True(CachePolicy.IsCacheable(Exact, null, 1, usesTools: false, embeddings: true));

    [Fact]
    public void Disabled_caches_nothing() => Assert.False(CachePolicy.IsCacheable(new() { IncludeSampled = true }, 0, 1, usesTools: false, embeddings: true));

    [Theory]
    [InlineData(200, true, "stop", 1 << 20, true)]
    [InlineData(200, true, "length", 10, true)]
    [InlineData(200, true, "stop", (1 << 20) + 1, false)]
    [InlineData(200, false, "stop", 10, false)]
    [InlineData(200, true, "tool_calls", 10, false)]
    [InlineData(200, true, "content_filter", 10, false)]
    [InlineData(200, true, "abort", 10, false)]
    [InlineData(200, true, "other", 10, false)]
    [InlineData(200, true, null, 10, false)]
    [InlineData(429, true, "stop", 10, false)]
    public void Only_whole_good_answers_up_to_1_MiB_are_kept(int status, bool complete, string? finishReason, int bytes, bool kept) =>
        Assert.Equal(kept, CachePolicy.IsStorable(status, complete, finishReason, hasFinishReason: true, bytes));

    [Fact]
    public void What_has_no_finish_reason_by_nature_is_kept_without() => Assert.True(CachePolicy.IsStorable(200, complete: true, null, hasFinishReason: false, 10));
}
