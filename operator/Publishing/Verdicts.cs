using LlmRouting.Contract.Api;

namespace LlmRouting.Operator.Publishing;

/// <summary>What became of every object in the last compilation; immutable.</summary>
public sealed class Verdicts
{
    private readonly IReadOnlyDictionary<ObjectRef, Verdict> byObject;

    internal Verdicts(IReadOnlyDictionary<ObjectRef, Verdict> byObject) => this.byObject = byObject;

    internal static Verdicts None { get; } = new(new Dictionary<ObjectRef, Verdict>());

    /// <summary>An object that was compiled and is not mentioned is in order.</summary>
    public Verdict Find(ObjectRef at) => byObject.GetValueOrDefault(at) ?? Verdict.InOrder;

    internal IReadOnlyList<ObjectRef> DifferFrom(Verdicts before) =>
        [.. byObject.Keys.Union(before.byObject.Keys).Where(at => !Find(at).Equals(before.Find(at)))];
}
