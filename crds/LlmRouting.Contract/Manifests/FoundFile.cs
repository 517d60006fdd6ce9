namespace LlmRouting.Contract.Manifests;

/// <summary>A file of a folder of manifests.</summary>
/// <param name="Path">Below the folder, as people see it.</param>
/// <param name="File">Where its directory really is.</param>
public sealed record FoundFile(string Path, FileInfo File);
