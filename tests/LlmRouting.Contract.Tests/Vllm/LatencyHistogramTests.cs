using System.Text;
using LlmRouting.Contract.Vllm;

namespace LlmRouting.Contract.Tests.Vllm;

public sealed class LatencyHistogramTests
{
    private static readonly double[] Bounds = [0.1, 0.5, 1, double.PositiveInfinity];

    [Fact]
    public void Is_read_off_buckets_summed_over_engines_in_any_order()
    {
        var reading = VllmMetricsParser.Parse(Encoding.UTF8.GetBytes("""
            vllm:time_to_first_token_seconds_bucket{engine="0",le="0.5",model_name="m"} 4
            vllm:time_to_first_token_seconds_bucket{engine="0",le="0.1",model_name="m"} 1
            vllm:time_to_first_token_seconds_bucket{engine="0",le="+Inf",model_name="m"} 5
            vllm:time_to_first_token_seconds_bucket{engine="1",le="0.1",model_name="m"} 2
            vllm:time_to_first_token_seconds_bucket{engine="1",le="0.5",model_name="m"} 2
            vllm:time_to_first_token_seconds_bucket{engine="1",le="+Inf",model_name="m"} 2
            vllm:time_to_first_token_seconds_sum{engine="1",model_name="m"} 9
            vllm:request_success_total{engine="0",finished_reason="stop",model_name="m"} 4
            vllm:request_success_total{engine="0",finished_reason="length",model_name="m"} 1
            """));
        Assert.Equal([0.1, 0.5, double.PositiveInfinity], reading.Ttft!.Bounds);
        Assert.Equal([3, 6, 7], reading.Ttft.Counts);
        Assert.Equal(5, reading.Finished);
    }

    [Fact]
    public void What_a_server_does_not_say_is_unknown()
    {
        var reading = VllmMetricsParser.Parse("vllm:num_requests_running 1"u8);
        Assert.Null(reading.Ttft);
        Assert.Null(reading.Finished);
    }

    [Theory]
    [InlineData(0.5, 0.3)]
    [InlineData(0.95, 1)]
    [InlineData(0.05, 0.05)]
    public void A_quantile_lies_within_its_bucket_as_in_Prometheus(double share, double expected) =>
        Assert.Equal(expected, new LatencyHistogram(Bounds, [10, 90, 90, 100]).Quantile(share)!.Value, 6);

    [Fact]
    public void Without_observations_there_is_no_quantile() => Assert.Null(new LatencyHistogram(Bounds, [0, 0, 0, 0]).Quantile(0.95));

    [Fact]
    public void A_difference_leaves_out_what_was_before() =>
        Assert.Equal([0, 5, 5, 6], new LatencyHistogram(Bounds, [10, 95, 95, 106]).Since(new LatencyHistogram(Bounds, [10, 90, 90, 100])).Counts);

    [Fact]
    public void A_server_that_began_anew_has_only_what_it_says_now() =>
        Assert.Equal([1, 2, 2, 2], new LatencyHistogram(Bounds, [1, 2, 2, 2]).Since(new LatencyHistogram(Bounds, [10, 90, 90, 100])).Counts);

    [Fact]
    public void Servers_are_summed() =>
        Assert.Equal([2, 4, 4, 4], new LatencyHistogram(Bounds, [1, 2, 2, 2]).Plus(new LatencyHistogram(Bounds, [1, 2, 2, 2])).Counts);
}
