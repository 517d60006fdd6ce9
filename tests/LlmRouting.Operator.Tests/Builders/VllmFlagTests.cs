using LlmRouting.Operator.Builders;

namespace LlmRouting.Operator.Tests.Builders;

/// <summary>What each release of vLLM is told (S0.15, S0.15a, S1.12, S2.14).</summary>
public sealed class VllmFlagTests
{
    private const string Chunked = "--enable-chunked-prefill";
    private const string QuietLog = "--max-log-len=0";
    private const string Shutdown = "--shutdown-timeout=300";

    public static TheoryData<string, string[]> Releases() => new()
    {
        { "0.6.0", [QuietLog] }, { "0.6.3", [QuietLog] }, { "0.6.6", [QuietLog] }, { "0.7.3", [QuietLog] }, { "0.8.5", [QuietLog] },
        { "0.9.0", [QuietLog] }, { "0.9.2", [QuietLog] }, { "0.10.0", [QuietLog] }, { "0.10.2", [QuietLog] },
        { "0.11.0", [] }, { "0.11.2", [] }, { "0.12.0", [] }, { "0.13.0", [] }, { "0.14.0", [] }, { "0.15.1", [] }, { "0.16.0", [] }, { "0.17.1", [] },
        { "0.18.0", [Shutdown] }, { "0.19.0", [Shutdown] }, { "0.20.0", [Shutdown] }, { "0.27.1", [Shutdown] }, { "0.30.0", [Shutdown] }, { "1.0.0", [Shutdown] },
    };

    [Theory]
    [MemberData(nameof(Releases))]
    public void Every_release_gets_the_flags_it_knows(string version, string[] special)
    {
        var args = TierCase.Args(TierCase.Build(TierCase.Of(
            $"{{version: {version}, maxModelLen: 8192, gpuMemoryUtilization: \"0.90\", enableChunkedPrefill: true, maxNumBatchedTokens: 4096, maxNumSeqs: 64, quantization: awq, extraArgs: [--enforce-eager]}}")));
        string[] expected =
        [
            "Qwen/Qwen3-4B", "--served-model-name=qwen", "--port=8000", "--tensor-parallel-size=1", "--max-model-len=8192", "--gpu-memory-utilization=0.90",
            "--max-num-seqs=64", "--max-num-batched-tokens=4096", Chunked, "--quantization=awq", .. special, "--enforce-eager",
        ];
        Assert.Equal(expected, args);
    }

    [Theory]
    [MemberData(nameof(Releases))]
    public void No_release_is_told_what_breaks_another_S0_15a(string version, string[] special)
    {
        var args = TierCase.Args(TierCase.Build(TierCase.Of($"{{version: {version}}}")));
        Assert.DoesNotContain(args, arg => arg.StartsWith("--disable-log-requests", StringComparison.Ordinal) || arg.StartsWith("--swap-space", StringComparison.Ordinal)
            || arg.StartsWith("--api-key", StringComparison.Ordinal) || arg.StartsWith("--model", StringComparison.Ordinal));
        Assert.Equal(["Qwen/Qwen3-4B", "--served-model-name=qwen", "--port=8000", "--tensor-parallel-size=1", "--max-num-seqs=256", .. special], args);
    }

    [Theory]
    [InlineData("0.6.3", "--enable-chunked-prefill=False")]
    [InlineData("0.7.3", "--enable-chunked-prefill=False")]
    [InlineData("0.11.0", "--no-enable-chunked-prefill")]
    [InlineData("0.30.0", "--no-enable-chunked-prefill")]
    public void Chunked_prefill_is_switched_off_in_the_release_s_own_words(string version, string flag) =>
        Assert.Contains(flag, TierCase.Args(TierCase.Build(TierCase.Of($"{{version: {version}, enableChunkedPrefill: false}}"))));

    [Theory]
    [InlineData("0.8.2")]
    [InlineData("0.9.1")]
    [InlineData("0.10.2")]
    public void A_release_that_chunks_whatever_it_is_told_is_not_told_otherwise(string version) =>
        Assert.Equal(TierReasons.ArgumentConflict, Assert.Single(TierCase.Build(TierCase.Of($"{{version: {version}, enableChunkedPrefill: false}}")).Problems).Reason);

    [Theory]
    [InlineData("{version: 0.7.3, maxModelLen: 8192, maxNumBatchedTokens: 4096}", 1)]
    [InlineData("{version: 0.7.3, maxModelLen: 8192, maxNumBatchedTokens: 4096, enableChunkedPrefill: true}", 0)]
    [InlineData("{version: 0.7.3, maxModelLen: 65536, maxNumBatchedTokens: 4096}", 0)]
    [InlineData("{version: 0.11.2, maxModelLen: 8192, maxNumBatchedTokens: 4096}", 0)]
    [InlineData("{version: 0.11.2, maxModelLen: 8192, maxNumBatchedTokens: 4096, enableChunkedPrefill: false}", 1)]
    [InlineData("{version: 0.11.2, maxModelLen: 8192, maxNumBatchedTokens: 8192, enableChunkedPrefill: false}", 0)]
    public void Unchunked_prefills_need_room_for_the_longest_S1_12(string vllm, int problems) =>
        Assert.Equal(problems, TierCase.Build(TierCase.Of(vllm)).Problems.Count);

    [Theory]
    [InlineData("0.9.1", false)]
    [InlineData("0.9.2", true)]
    [InlineData("0.30.0", true)]
    public void Keep_alive_is_set_where_the_server_reads_it_S0_12b(string version, bool configurable)
    {
        var container = TierCase.Container(TierCase.Build(TierCase.Of($"{{version: {version}}}")));
        Assert.Equal(configurable, container["env"]!.AsArray().Any(variable => (string)variable!["name"]! == "VLLM_HTTP_TIMEOUT_KEEP_ALIVE"));
    }

    [Theory]
    [InlineData("0.5.4")]
    [InlineData("latest")]
    [InlineData("0.11")]
    [InlineData("v0.11.2")]
    public void A_version_we_cannot_write_for_is_named(string version) =>
        Assert.Equal(TierReasons.UnsupportedVersion, Assert.Single(TierCase.Build(TierCase.Of($"{{version: \"{version}\"}}")).Problems).Reason);

    [Fact]
    public void A_post_release_takes_the_flags_of_its_release_and_its_own_image()
    {
        var objects = TierCase.Build(TierCase.Of("{version: 0.6.3.post1}"));
        Assert.Equal("vllm/vllm-openai:v0.6.3.post1", (string)TierCase.Container(objects)["image"]!);
        Assert.Equal(TierCase.Args(TierCase.Build(TierCase.Of("{version: 0.6.3}"))), TierCase.Args(objects));
    }

    [Theory]
    [InlineData("--model=x")]
    [InlineData("--port")]
    [InlineData("--api_key=x")]
    [InlineData("--api-k")]
    [InlineData("--tokenizer-revision=v3")]
    [InlineData("--max-model")]
    [InlineData("--disable-log-requests")]
    [InlineData("--disable-log-stats")]
    [InlineData("-q=awq")]
    [InlineData("--enable_log_requests")]
    [InlineData("")]
    [InlineData("Qwen/Other")]
    public void Extra_arguments_do_not_undo_ours(string argument) => Assert.Equal(
        TierReasons.ArgumentNotAllowed,
        Assert.Single(TierCase.Build(TierCase.Of($"{{version: 0.11.2, extraArgs: [\"{argument}\"]}}")).Problems).Reason);

    [Theory]
    [InlineData("[--tokenizer=other/repo]", "--tokenizer-revision=main")]
    [InlineData("[--tokenizer, other/repo]", "--tokenizer-revision=main")]
    [InlineData("[--tokenizer=other/repo, --tokenizer-revision=v3]", "--tokenizer-revision=v3")]
    [InlineData("[--tokenizer=Qwen/Qwen3-4B]", "--tokenizer-revision=0123")]
    [InlineData("[]", "--tokenizer-revision=0123")]
    public void A_tokenizer_of_another_repository_has_a_revision_of_its_own(string arguments, string expected)
    {
        var args = TierCase.Args(TierCase.Build(TierCase.Of($"{{version: 0.11.2, extraArgs: {arguments}}}"), revision: "0123"));
        Assert.Equal(expected, Assert.Single(args, arg => arg.StartsWith("--tokenizer-revision", StringComparison.Ordinal)));
        Assert.Contains("--revision=0123", args);
    }

    [Theory]
    [InlineData("--tokenizer=Qwen/Qwen3-4B")]
    [InlineData("--enforce-eager")]
    [InlineData("--max-num-partial-prefills=2")]
    [InlineData("--num-gpu-blocks-override=512")]
    [InlineData("--load-format=dummy")]
    public void Other_arguments_come_last(string argument) =>
        Assert.Equal(argument, TierCase.Args(TierCase.Build(TierCase.Of($"{{version: 0.11.2, extraArgs: [\"{argument}\"]}}")))[^1]);
}
