namespace LlmRouting.Operator.Builders;

/// <summary>Reasons of <see cref="TierProblem"/>s, as conditions and events carry them.</summary>
public static class TierReasons
{
    public const string MissingGpu = "MissingGpu";
    public const string UnknownGpuClass = "UnknownGpuClass";
    public const string NoSpotNodes = "NoSpotNodes";
    public const string MissingVersion = "MissingVersion";
    public const string UnsupportedVersion = "UnsupportedVersion";
    public const string UnsupportedModelUri = "UnsupportedModelUri";
    public const string ArgumentNotAllowed = "ArgumentNotAllowed";
    public const string ArgumentConflict = "ArgumentConflict";
    public const string PodTemplateNotAllowed = "PodTemplateNotAllowed";
    public const string InvalidQuantity = "InvalidQuantity";
    public const string ScalingUrlUnknown = "ScalingUrlUnknown";

    /// <summary>A note: the only replica ends before the next one starts.</summary>
    public const string UpdateMeansDowntime = "UpdateMeansDowntime";

    /// <summary>A note: pods may start with weights of different commits.</summary>
    public const string RevisionNotPinned = "RevisionNotPinned";
}
