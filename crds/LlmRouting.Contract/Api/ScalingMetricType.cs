namespace LlmRouting.Contract.Api;

public enum ScalingMetricType
{
    /// <summary>Waiting + held requests (S1.16).</summary>
    QueueDepth,

    /// <summary>Running + waiting + held requests.</summary>
    Demand,

    /// <summary>vLLM's KV cache usage (S0.20).</summary>
    KvCache,
}
