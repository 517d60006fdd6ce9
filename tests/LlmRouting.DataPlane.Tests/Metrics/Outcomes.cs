using LlmRouting.DataPlane.Accounting;
using LlmRouting.DataPlane.Metrics;

namespace LlmRouting.DataPlane.Tests.Metrics;

internal static class Outcomes
{
    public static RequestOutcome Success(string requestId = "req-1") => new()
    {
        RequestId = requestId,
        Policy = "default",
        Tier = "strong",
        Model = "glm-5",
        Status = 200,
        Latency = TimeSpan.FromSeconds(1.5),
        Overhead = TimeSpan.FromMicroseconds(20),
        TimeToFirstToken = TimeSpan.FromMilliseconds(120),
        Side = "canary",
        Attempts = 2,
        Usage = new Usage(1200, 300, Estimated: true),
        CostDollars = 0.000123m,
        FinishReason = "stop",
        Provider = "vllm",
        Classification = new ClassificationFacts("v7", 412, 3, ["refactor", "리팩터"]),
    };

    public static RequestOutcome Refused(int status, string code) => new()
    {
        RequestId = "req-2",
        Policy = RequestOutcome.Unknown,
        Tier = RequestOutcome.Unknown,
        Model = RequestOutcome.Unknown,
        Status = status,
        ErrorType = code,
        Latency = TimeSpan.FromMilliseconds(1),
    };
}
