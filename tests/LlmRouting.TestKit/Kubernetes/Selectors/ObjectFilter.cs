using LlmRouting.TestKit.Kubernetes.Http;
using LlmRouting.TestKit.Kubernetes.Storage;

namespace LlmRouting.TestKit.Kubernetes.Selectors;

/// <summary>Namespace, name and selectors of a list or watch.</summary>
public sealed record ObjectFilter(string Namespace, string Name, LabelSelector? Labels, FieldSelector? Fields)
{
    public static ObjectFilter Of(ApiCall call) => new(
        call.Path.Namespace, call.Path.Name, LabelSelector.Parse(call.Option("labelSelector")), FieldSelector.Parse(call.Option("fieldSelector"), call.Type));

    public bool HasSelector => Labels is not null || Fields is not null;

    public bool Covers(ObjectKey key) => (Namespace.Length == 0 || key.Namespace == Namespace) && (Name.Length == 0 || key.Name == Name);

    public bool Matches(StoredObject item) =>
        Covers(item.Key) && (Labels?.Matches(item.Labels) ?? true) && (Fields?.Matches(item.Json) ?? true);
}
