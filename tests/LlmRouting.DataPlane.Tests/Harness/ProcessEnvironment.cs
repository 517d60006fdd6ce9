namespace LlmRouting.DataPlane.Tests.Harness;

/// <summary>Tests that set environment variables, which every other test would see; they run alone.</summary>
[CollectionDefinition(nameof(ProcessEnvironment), DisableParallelization = true)]
public static class ProcessEnvironment;
