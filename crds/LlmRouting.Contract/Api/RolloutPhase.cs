namespace LlmRouting.Contract.Api;

public enum RolloutPhase
{
    Progressing,
    Paused,
    RolledBack,
    Promoted,

    /// <summary>Its policy no longer names the stable tier: it does nothing.</summary>
    Completed,
}
