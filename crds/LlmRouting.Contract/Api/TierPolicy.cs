namespace LlmRouting.Contract.Api;

public enum TierPolicy
{
    /// <summary>A session that once needed a strong tier keeps it.</summary>
    OnlyUpgrade,
}
