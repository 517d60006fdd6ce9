namespace LlmRouting.Operator.Kubernetes;

/// <summary>How often a request was repeated and how long we waited for that.</summary>
internal readonly record struct Tries(int Repeated, TimeSpan Waited)
{
    public Tries And(TimeSpan wait) => new(Repeated + 1, Waited + wait);
}
