using LlmRouting.Contract.Api;
using LlmRouting.Contract.Validation;

namespace LlmRouting.Contract.Manifests;

/// <summary>Something a person has to mend (or, as a note, may want to know) and where it stands.</summary>
/// <param name="Path">Field, e.g. <c>spec.routes[1].tier</c>; empty: the whole object or file.</param>
public sealed record ManifestProblem(string File, int Line, int Column, ObjectRef? Object, string Path, string Message)
{
    public ProblemSeverity Severity { get; init; }

    /// <summary>Of the compilation, as conditions carry it; null for what was found while reading.</summary>
    public string? Reason { get; init; }

    /// <summary><c>file:line: kind/name spec.path: sentence</c>.</summary>
    public override string ToString()
    {
        var note = Severity == ProblemSeverity.Note ? "note: " : "";
        var subject = string.Join(' ', new[] { Object?.ToString(), Path }.Where(part => !string.IsNullOrEmpty(part)));
        return subject.Length == 0 ? $"{File}:{Line}: {note}{Message}" : $"{File}:{Line}: {subject}: {note}{Message}";
    }
}
