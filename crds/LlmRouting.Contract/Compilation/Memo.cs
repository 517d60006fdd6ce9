using System.Runtime.CompilerServices;

namespace LlmRouting.Contract.Compilation;

/// <summary>What follows from an immutable object, worked out once an instance and forgotten with it. To callers it is <paramref name="make"/>, only quicker.</summary>
/// <param name="make">Pure.</param>
internal sealed class Memo<TKey, TValue>(Func<TKey, TValue> make)
    where TKey : class
    where TValue : class
{
    private readonly ConditionalWeakTable<TKey, TValue> known = [];

    public TValue Of(TKey item) => known.TryGetValue(item, out var value) ? value : known.GetValue(item, key => make(key));
}
