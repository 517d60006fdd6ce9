namespace LlmRouting.Operator.Runtime;

/// <summary>Delays that double from <paramref name="First"/> up to <paramref name="Longest"/>, each shortened by up to a fifth by chance.</summary>
/// <param name="First">Delay after the first failure, and the shortest of all.</param>
/// <param name="Longest">No delay is longer.</param>
public sealed record Backoff(TimeSpan First, TimeSpan Longest)
{
    /// <param name="failures">Failures in a row so far, 1 or more.</param>
    public TimeSpan Delay(int failures, Random chance)
    {
        // 2⁴⁰ of anything is longer than the longest, and the double stays exact.
        var doubled = First * Math.Pow(2, Math.Clamp(failures - 1, 0, 40));
        var nominal = doubled < Longest ? doubled : Longest;
        var jittered = nominal * (1 - (0.2 * chance.Roll()));
        return jittered > First ? jittered : First;
    }
}
