namespace LlmRouting.Operator.Scaling;

/// <summary>One figure of a tier, over all its servers.</summary>
/// <param name="Known">What is known of it: all of it where <paramref name="IsComplete"/>, at least so much otherwise. What is missing is not 0.</param>
public readonly record struct Figure(double Known, bool IsComplete)
{
    /// <summary>Null where a part is missing.</summary>
    public double? Value => IsComplete ? Known : null;
}
