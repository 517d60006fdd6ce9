namespace LlmRouting.Contract.Compilation;

/// <summary>Reasons of compile problems, as conditions carry them.</summary>
public static class ProblemReasons
{
    public const string Invalid = "Invalid";
    public const string Duplicate = "Duplicate";
    public const string RefNotFound = "RefNotFound";
    public const string RefNotUsable = "RefNotUsable";
    public const string ModelNameConflict = "ModelNameConflict";

    /// <summary>A tier that may be asked for by name, which is another policy's model name.</summary>
    public const string Shadowed = "Shadowed";

    public const string KeyConflict = "KeyConflict";
    public const string InsecureUpstream = "InsecureUpstream";
    public const string CredentialNotAllowed = "CredentialNotAllowed";
    public const string OtherGateway = "OtherGateway";
    public const string NotUsed = "NotUsed";

    /// <summary>A tier that offers what its servers, as they are started, will refuse.</summary>
    public const string CapabilityNotServed = "CapabilityNotServed";

    /// <summary>It does not fit into the frames that all namespaces of a gateway share.</summary>
    public const string TooLarge = "TooLarge";

    /// <summary>A rollout whose stable tier its policy no longer names.</summary>
    public const string Completed = "Completed";

    /// <summary>A rollout that stands behind an older one.</summary>
    public const string Superseded = "Superseded";
}
