namespace LlmRouting.Contract.Snapshot;

/// <summary>What it means that a tier of ours has no server.</summary>
public enum TierAbsence
{
    /// <summary>It may sleep: requests that wait for it wake it.</summary>
    Asleep,

    /// <summary>Its servers fail or have not started: who has somewhere else to go does not wait.</summary>
    Down,

    /// <summary>It is being deleted: nobody waits.</summary>
    Deleted,
}
