using LlmRouting.Contract.Api;

namespace LlmRouting.Contract.Manifests;

/// <summary>What was read and everything that was wrong with it.</summary>
public sealed record ManifestSet
{
    public IReadOnlyList<ManifestObject> Objects { get; private init; } = [];

    /// <summary>In the order of file and line.</summary>
    public IReadOnlyList<ManifestProblem> Problems { get; private init; } = [];

    /// <summary>Puts objects together; one that is there twice counts once and is a problem, where kubectl would let the later win silently.</summary>
    public static ManifestSet Of(IEnumerable<ManifestObject> objects, IEnumerable<ManifestProblem> problems)
    {
        var known = new Dictionary<ObjectRef, ManifestObject>();
        var all = problems.ToList();
        foreach (var item in objects)
        {
            if (!known.TryAdd(item.Object.Ref, item) && item.Object.Ref.Name.Length > 0) all.Add(Twice(item, known[item.Object.Ref]));
        }

        return new ManifestSet { Objects = [.. known.Values], Problems = [.. all.InOrder()] };
    }

    /// <summary>This set and others as one.</summary>
    public static ManifestSet Union(IReadOnlyCollection<ManifestSet> sets) =>
        Of(sets.SelectMany(set => set.Objects), sets.SelectMany(set => set.Problems));

    private static ManifestProblem Twice(ManifestObject second, ManifestObject first) => new(
        second.File, second.Position.Line, second.Position.Column, second.Object.Ref, "",
        $"is there twice, first at {first.File}:{first.Position.Line}");
}
