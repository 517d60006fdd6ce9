namespace LlmRouting.Contract.Api;

public enum RolloutPhase
{
    Progressing,

    /// <summary>Its weight is 0: the canary gets nothing until it is raised.</summary>
    Paused,
    RolledBack,
    Promoted,

    /// <summary>Its policy no longer names the stable tier: it does nothing.</summary>
    Completed,
}
