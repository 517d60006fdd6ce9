using System.Text.RegularExpressions;
using LlmRouting.Contract.Api;

namespace LlmRouting.Operator.Reconcilers.Models;

/// <summary>A revision of a Hugging Face repository as a ModelTier asks for it.</summary>
/// <param name="Repository">owner/name.</param>
/// <param name="Name">Branch, tag or commit.</param>
public sealed partial record ModelRevision(string Repository, string Name)
{
    /// <summary>Null for models that are not from hf://.</summary>
    public static ModelRevision? Of(ModelSource model) => model.Uri?.StartsWith("hf://", StringComparison.Ordinal) == true
        ? new ModelRevision(model.Uri["hf://".Length..].Trim('/'), model.Revision ?? "main")
        : null;

    /// <summary>A commit does not move.</summary>
    public bool IsCommit => Commit().IsMatch(Name);

    /// <summary>As status remembers what its commit was looked up for.</summary>
    public override string ToString() => $"{Repository}@{Name}";

    [GeneratedRegex("^[0-9a-f]{40}$")]
    internal static partial Regex Commit();
}
