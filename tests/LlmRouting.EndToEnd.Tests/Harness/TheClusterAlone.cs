namespace LlmRouting.EndToEnd.Tests.Harness;

/// <summary>Stories about what a cluster has one of: nothing else of this assembly runs beside them.</summary>
[CollectionDefinition(nameof(TheClusterAlone), DisableParallelization = true)]
public sealed class TheClusterAlone;
