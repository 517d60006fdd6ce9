using LlmRouting.Contract.Api;
using LlmRouting.Contract.Compilation;
using LlmRouting.Contract.Validation;

namespace LlmRouting.Operator.Publishing;

/// <summary>
/// The newest version of every object that compiled. A bad update keeps it in service and says so on the object; a deleted object, or one of
/// the same name made anew, takes nothing over.
/// </summary>
public sealed class LastGood
{
    /// <summary>What refers comes after what it refers to: a held tier may be all its policy needs.</summary>
    private static readonly string[] InOrderOfReference = [nameof(Secret), nameof(ModelTier), nameof(RoutingPolicy), nameof(CanaryRollout)];

    private readonly IReadOnlyDictionary<ObjectRef, ApiObject> versions;

    private LastGood(IReadOnlyDictionary<ObjectRef, ApiObject> versions) => this.versions = versions;

    public static LastGood Nothing { get; } = new(new Dictionary<ObjectRef, ApiObject>());

    /// <param name="held">Versions that were served before a restart; the first one of an object counts.</param>
    public static LastGood Of(IEnumerable<ApiObject> held) => new(held.GroupBy(item => item.Ref).ToDictionary(same => same.Key, same => same.First()));

    /// <summary>The remembered version; null where there is none.</summary>
    public ApiObject? Find(ObjectRef at) => versions.GetValueOrDefault(at);

    public IEnumerable<ModelTier> Tiers => versions.Values.OfType<ModelTier>();

    /// <summary>Pure: equal inputs and equal memory give an equal result.</summary>
    public HeldCompilation Compile(ManifestObjects objects, IReadOnlyList<UnreadableObject> unreadable, CompileOptions options)
    {
        var uids = Uids(objects, unreadable);
        var current = SnapshotCompiler.Compile(objects, options);
        var work = new Work(objects, current, [], []);
        foreach (var kind in InOrderOfReference)
        {
            var faulty = Faulty(work, unreadable).Where(at => at.Kind == kind && !work.Held.ContainsKey(at));
            var held = faulty.Select(at => Version(at, uids)).OfType<ApiObject>().ToList();
            if (held.Count > 0) work = work.With(held, options);
        }

        return Finish(work, current.Problems, objects, unreadable, uids, options);
    }

    private HeldCompilation Finish(
        Work work, IReadOnlyList<ObjectProblem> current, ManifestObjects objects, IReadOnlyList<UnreadableObject> unreadable, Dictionary<ObjectRef, string?> uids, CompileOptions options)
    {
        var faulty = Faulty(work, unreadable);
        var problems = work.Result.Problems.Where(problem => !work.Held.ContainsKey(problem.Object))
            .Concat(work.Problems)
            .Concat(OfHeldSecrets(current.Except(work.Result.Problems).Except(work.Problems)))
            .Concat(unreadable.Where(item => IsServed(item.Object, options)).Select(item => new ObjectProblem(item.Object, "", item.Message, ProblemReasons.Invalid)));
        return new HeldCompilation(
            work.Result.Snapshot,
            [.. problems.Distinct()],
            [.. work.Held.Values.Where(version => !faulty.Contains(version.Ref))],
            new LastGood(Remember(objects, unreadable, faulty, uids, work)));
    }

    /// <summary>A Secret has no conditions, so what needs it goes on saying what is wrong with it.</summary>
    /// <param name="passed">Problems that were none any more with held versions.</param>
    private static IEnumerable<ObjectProblem> OfHeldSecrets(IEnumerable<ObjectProblem> passed) =>
        passed.Where(problem => problem.Reason == ProblemReasons.RefNotUsable && (problem.Object.Kind == nameof(ModelTier) || problem is { Object.Kind: nameof(RoutingPolicy), Severity: ProblemSeverity.Note }))
            .Select(problem => problem with { Message = problem.Message + "; its last good version is served on" });

    private Dictionary<ObjectRef, ApiObject> Remember(
        ManifestObjects objects, IReadOnlyList<UnreadableObject> unreadable, HashSet<ObjectRef> faulty, Dictionary<ObjectRef, string?> uids, Work work)
    {
        var next = new Dictionary<ObjectRef, ApiObject>();
        foreach (var item in All(objects))
        {
            if (!faulty.Contains(item.Ref) && !work.Held.ContainsKey(item.Ref)) next[item.Ref] = item;
            else if (Version(item.Ref, uids) is { } version) next[item.Ref] = version;
        }

        foreach (var item in unreadable)
        {
            if (Version(item.Object, uids) is { } version) next[item.Object] = version;
        }

        return next;
    }

    /// <summary>Objects that are not in the result as they stand in <paramref name="work"/>.</summary>
    private static HashSet<ObjectRef> Faulty(Work work, IReadOnlyList<UnreadableObject> unreadable) =>
    [
        .. work.Result.Problems.Where(problem => problem.Severity == ProblemSeverity.Error).Select(problem => problem.Object),
        .. work.Objects.Broken,
        .. unreadable.Select(item => item.Object).Where(at => !work.Held.ContainsKey(at)),
    ];

    /// <summary>The remembered version of this very object, not of an earlier one of its name.</summary>
    private ApiObject? Version(ObjectRef at, Dictionary<ObjectRef, string?> uids) =>
        versions.TryGetValue(at, out var version) && uids.GetValueOrDefault(at) == version.Metadata.Uid ? version : null;

    /// <summary>Of every object that is there; what cannot be read comes first, as it does where it is judged.</summary>
    private static Dictionary<ObjectRef, string?> Uids(ManifestObjects objects, IReadOnlyList<UnreadableObject> unreadable)
    {
        var uids = new Dictionary<ObjectRef, string?>();
        foreach (var item in unreadable) uids.TryAdd(item.Object, item.Uid);
        foreach (var item in All(objects)) uids.TryAdd(item.Ref, item.Metadata.Uid);
        return uids;
    }

    private static bool IsServed(ObjectRef at, CompileOptions options) => options.Namespaces?.Contains(at.Namespace) != false;

    private static IEnumerable<ApiObject> All(ManifestObjects objects) =>
        [.. objects.Secrets, .. objects.Tiers, .. objects.Policies, .. objects.Rollouts];

    /// <param name="Problems">Of the objects that older versions stand in for.</param>
    private sealed record Work(ManifestObjects Objects, CompilationResult Result, Dictionary<ObjectRef, ApiObject> Held, List<ObjectProblem> Problems)
    {
        public Work With(IReadOnlyList<ApiObject> versions, CompileOptions options)
        {
            var replaced = versions.Select(version => version.Ref).ToHashSet();
            var objects = Objects with
            {
                Tiers = Replace(Objects.Tiers, versions, replaced),
                Policies = Replace(Objects.Policies, versions, replaced),
                Rollouts = Replace(Objects.Rollouts, versions, replaced),
                Secrets = Replace(Objects.Secrets, versions, replaced),
                Broken = Objects.Broken.Where(at => !replaced.Contains(at)).ToHashSet(),
            };
            return new Work(
                objects,
                SnapshotCompiler.Compile(objects, options),
                new Dictionary<ObjectRef, ApiObject>(Held.Concat(versions.Select(version => KeyValuePair.Create(version.Ref, version)))),
                [.. Problems, .. Result.Problems.Where(problem => replaced.Contains(problem.Object))]);
        }

        private static IReadOnlyList<T> Replace<T>(IReadOnlyList<T> current, IReadOnlyList<ApiObject> versions, HashSet<ObjectRef> replaced)
            where T : ApiObject =>
        [
            .. current.Where(item => !replaced.Contains(item.Ref)),
            .. versions.OfType<T>().Select(version => (T)WithStatus(version, current.FirstOrDefault(item => item.Ref == version.Ref))),
        ];

        /// <summary>An older spec with the status of now: a rollback that lives in a rollout's status is not to be undone.</summary>
        private static ApiObject WithStatus(ApiObject version, ApiObject? now) => (version, now) switch
        {
            (CanaryRollout older, CanaryRollout newer) => older with { Status = newer.Status },
            (ModelTier older, ModelTier newer) => older with { Status = newer.Status },
            _ => version,
        };
    }
}
