using LlmRouting.Contract.Vllm;

namespace LlmRouting.Operator.Scaling;

/// <summary>What is known of one server now.</summary>
/// <param name="Queue">Null where it did not answer lately.</param>
/// <param name="Ttft">First tokens of about the last minute; null where nothing is known.</param>
/// <param name="QuietFor">How long it has had nothing to do; null where that is not known.</param>
public sealed record ServerReading(QueueReading? Queue, LatencyHistogram? Ttft, TimeSpan? QuietFor)
{
    public static ServerReading Unknown { get; } = new(null, null, null);
}
