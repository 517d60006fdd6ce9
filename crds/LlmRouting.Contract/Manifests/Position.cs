namespace LlmRouting.Contract.Manifests;

/// <summary>A place in a file; both count from 1.</summary>
public readonly record struct Position(int Line, int Column);
