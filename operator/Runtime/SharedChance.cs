namespace LlmRouting.Operator.Runtime;

/// <summary>One <see cref="Random"/> for many threads, which it is not made for.</summary>
internal static class SharedChance
{
    /// <summary>0 ≤ chance &lt; 1.</summary>
    public static double Roll(this Random chance)
    {
        lock (chance) return chance.NextDouble();
    }
}
