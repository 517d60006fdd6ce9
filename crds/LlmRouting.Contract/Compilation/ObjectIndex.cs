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

    public ObjectIndex(
        IReadOnlyList<T> objects, JsonTypeInfo<T> type, CompileOptions options, ProblemList problems, Func<T, IReadOnlyList<FieldProblem>> validate)
    {
        var served = objects.Where(item => options.Namespaces?.Contains(item.Ref.Namespace) != false);
        foreach (var twins in served.GroupBy(item => item.Ref))
        {
            if (twins.Count() > 1) problems.Error(twins.Key, "", ProblemReasons.Duplicate, "is there more than once");
            _byKey[twins.Key.Key] = twins.MinBy(twin => JsonSerializer.Serialize(twin, type), StringComparer.Ordinal)!;
        }

        InOrder = [.. _byKey.Values.OrderBy(item => item.Ref.Key, StringComparer.Ordinal)];
        foreach (var item in InOrder)
        {
            foreach (var problem in validate(item)) problems.Error(item.Ref, problem.Path, ProblemReasons.Invalid, problem.Message);
        }
    }

    public IReadOnlyList<T> InOrder { get; }

    /// <summary>The oldest first; without a creation time the key decides.</summary>
    public IEnumerable<T> ByAge =>
        InOrder.OrderBy(item => item.Metadata.CreationTimestamp ?? DateTimeOffset.MaxValue);

    public T? Find(string @namespace, string name) => _byKey.GetValueOrDefault($"{@namespace}/{name}");
}
