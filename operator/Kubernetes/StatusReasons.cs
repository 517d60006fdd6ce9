namespace LlmRouting.Operator.Kubernetes;

/// <summary>Reasons of meta/v1 Status that we tell apart, and ours for answers that are no Status.</summary>
public static class StatusReasons
{
    public const string AlreadyExists = "AlreadyExists";
    public const string Conflict = "Conflict";
    public const string Expired = "Expired";
    public const string Invalid = "Invalid";
    public const string NotFound = "NotFound";

    /// <summary>Ours: no answer came, so a write may or may not have happened.</summary>
    public const string Unreachable = "Unreachable";

    /// <summary>Ours: a successful answer that could not be read.</summary>
    public const string Undecodable = "Undecodable";
}
