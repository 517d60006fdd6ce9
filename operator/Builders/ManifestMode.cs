namespace LlmRouting.Operator.Builders;

public enum ManifestMode
{
    /// <summary>Server-side apply, again and again.</summary>
    Apply,

    /// <summary>Created where it is not there; one that is stays as it is.</summary>
    CreateOnce,
}
