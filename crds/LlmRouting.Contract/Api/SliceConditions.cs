namespace LlmRouting.Contract.Api;

public sealed record SliceConditions
{
    /// <summary>Absent means ready, as Kubernetes has it.</summary>
    public bool? Ready { get; init; }

    /// <summary>Ready but for an end that has begun. Absent means as ready.</summary>
    public bool? Serving { get; init; }

    /// <summary>Absent means no.</summary>
    public bool? Terminating { get; init; }
}
