using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using LlmRouting.Contract.Api;
using LlmRouting.Contract.Validation;

namespace LlmRouting.Contract.Compilation;

/// <summary>Objects of one kind in a fixed order, each checked once.</summary>
internal sealed class ObjectIndex<T>
    where T : ApiObject
{
    private readonly Dictionary<string, T> _byKey = new(StringComparer.Ordinal);

    public ObjectIndex(IReadOnlyList<T> objects, JsonTypeInfo<T> type, CompileOptions options, ProblemList problems, Memo<T, IReadOnlyList<FieldProblem>> validate)
    {
        _byKey.EnsureCapacity(objects.Count);
        foreach (var item in objects.Where(item => options.Namespaces?.Contains(item.Ref.Namespace) != false))
        {
            var at = item.Ref;
            if (_byKey.TryAdd(at.Key, item)) continue;
            problems.Error(at, "", ProblemReasons.Duplicate, "is there more than once");
            _byKey[at.Key] = First(_byKey[at.Key], item, type);
        }

        InOrder = [.. _byKey.OrderBy(item => item.Key, StringComparer.Ordinal).Select(item => item.Value)];
        foreach (var item in InOrder)
        {
            foreach (var problem in validate.Of(item)) problems.Error(item.Ref, problem.Path, ProblemReasons.Invalid, problem.Message);
        }
    }

    public IReadOnlyList<T> InOrder { get; }

    /// <summary>The oldest first; without a creation time the key decides.</summary>
    public IEnumerable<T> ByAge =>
        InOrder.OrderBy(item => item.Metadata.CreationTimestamp ?? DateTimeOffset.MaxValue);

    public T? Find(string @namespace, string name) => _byKey.GetValueOrDefault($"{@namespace}/{name}");

    /// <summary>Of twins, the same one whatever order they came in.</summary>
    private static T First(T one, T other, JsonTypeInfo<T> type) =>
        string.CompareOrdinal(JsonSerializer.Serialize(one, type), JsonSerializer.Serialize(other, type)) <= 0 ? one : other;
}
