namespace LlmRouting.DataPlane.Configuration;

/// <summary>Where the served snapshot comes from: a folder of manifests, or an operator.</summary>
public interface ISnapshotSource
{
    SnapshotHolder Snapshots { get; }

    ConfigurationStatus Status { get; }

    /// <summary>Follows the source until cancelled.</summary>
    Task RunAsync(CancellationToken stopping);
}
