namespace LlmRouting.EndToEnd.Tests.Harness;

/// <summary>What becomes of a tier's Pods.</summary>
public enum PodFate
{
    Run,

    /// <summary>No node takes them.</summary>
    StaysPending,

    /// <summary>Their image cannot be pulled.</summary>
    PullFails,
}
