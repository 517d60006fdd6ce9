namespace LlmRouting.Contract.Manifests;

/// <param name="Path">Path without indexes; a value of an enum after <c>=</c>.</param>
/// <param name="Purpose">What it will do, in a few words.</param>
public sealed record RoadmapField(string Kind, string Path, string Purpose);
