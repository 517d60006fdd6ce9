using System.Text;
using FsCheck;
using FsCheck.Fluent;
using LlmRouting.Contract.Vllm;

namespace LlmRouting.Contract.Tests.Vllm;

public sealed class VllmMetricsParserTests
{
    [Fact]
    public void Reads_a_current_server()
    {
        Assert.Equal(new QueueReading(3, 5, 0.25), Parse("""
            # HELP vllm:num_requests_running Number of requests in model execution batches.
            # TYPE vllm:num_requests_running gauge
            vllm:num_requests_running{engine="0",model_name="qwen3-4b"} 3.0
            # TYPE vllm:num_requests_waiting gauge
            vllm:num_requests_waiting{engine="0",model_name="qwen3-4b"} 5.0
            vllm:num_requests_waiting_by_reason{engine="0",model_name="qwen3-4b",reason="capacity"} 5.0
            vllm:kv_cache_usage_perc{engine="0",model_name="qwen3-4b"} 0.25
            vllm:request_success_total{engine="0",finished_reason="stop",model_name="qwen3-4b"} 812.0
            process_cpu_seconds_total 12.5
            """));
    }

    [Fact]
    public void Reads_the_old_name_of_the_cache_usage_S0_24a() => Assert.Equal(0.5, Parse("vllm:gpu_cache_usage_perc{model_name=\"m\"} 0.5").KvCacheUsage);

    [Fact]
    public void Sums_requests_over_labels_and_takes_the_fullest_cache()
    {
        Assert.Equal(new QueueReading(7, 3, 0.9), Parse("""
            vllm:num_requests_running{engine="0"} 3
            vllm:num_requests_running{engine="1"} 4
            vllm:num_requests_waiting{engine="0"} 1e0
            vllm:num_requests_waiting{engine="1"} 2
            vllm:kv_cache_usage_perc{engine="0"} 0.9
            vllm:kv_cache_usage_perc{engine="1"} 0.2
            """));
    }

    [Theory]
    [InlineData("vllm:num_requests_running 4")]
    [InlineData("vllm:num_requests_running 4 1767225600000")]
    [InlineData("vllm:num_requests_running{} 4 # {trace_id=\"a} b\"} 0.67")]
    [InlineData("  vllm:num_requests_running\t{a=\"}\\\"}\"}\t4\r")]
    [InlineData("vllm:num_requests_running{m=\"é한글\"}4")]
    [InlineData("vllm:num_requests_running 4\nvllm:num_requests_running NaN\nvllm:num_requests_running +Inf\nvllm:num_requests_running -2")]
    [InlineData("vllm:num_requests_running{a=\"x 1\nvllm:num_requests_running\nvllm:num_requests_running{} \n\0\nvllm:num_requests_running 4")]
    public void Passes_over_what_is_not_a_figure(string text) => Assert.Equal(4, Parse(text).Running);

    [Theory]
    [InlineData("")]
    [InlineData("# vllm:num_requests_running 4")]
    [InlineData("<html>vllm:num_requests_running 4</html>")]
    [InlineData("vllm:num_requests_running_total 4")]
    [InlineData("vllm:num_requests_running four")]
    public void Missing_is_null_not_zero(string text) => Assert.Equal(default, Parse(text));

    [Fact]
    public void Any_bytes_are_read_without_a_fault()
    {
        var pieces = Gen.Elements("vllm:num_requests_running", "{", "}", "\"", "\\", " ", "\n", "=", "1", "NaN", "#", "é", ",").ListOf();
        Check.QuickThrowOnFailure(Prop.ForAll(pieces.ToArbitrary(), text => Parse(string.Concat(text)) is var _));
        Check.QuickThrowOnFailure(Prop.ForAll<byte[]>(bytes => VllmMetricsParser.Parse(bytes) is var _));
    }

    private static QueueReading Parse(string text) => VllmMetricsParser.Parse(Encoding.UTF8.GetBytes(text)).Queue;
}
