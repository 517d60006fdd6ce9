using System.Text.Json.Nodes;
using LlmRouting.TestKit.Kubernetes.Builtins;
using LlmRouting.TestKit.Kubernetes.Http;
using LlmRouting.TestKit.Kubernetes.Storage;

namespace LlmRouting.TestKit.Kubernetes.Selectors;

/// <summary>fieldSelector: metadata.name, metadata.namespace and what the kind declares.</summary>
public sealed class FieldSelector
{
    private readonly List<(string[] Path, string Value, bool Equal)> tests = [];

    private FieldSelector() { }

    public static FieldSelector? Parse(string? text, ResourceType type)
    {
        if (text is null or "") return null;
        var selector = new FieldSelector();
        foreach (var part in text.Split(',')) selector.tests.Add(Requirement(part, type));
        return selector;
    }

    public bool Matches(JsonObject value)
    {
        var shown = (string?)value["apiVersion"] == "events.k8s.io/v1" ? EventConversion.To("v1", value.DeepClone().AsObject()) : value;
        return tests.All(t => (Text(shown, t.Path) == t.Value) == t.Equal);
    }

    private static (string[] Path, string Value, bool Equal) Requirement(string part, ResourceType type)
    {
        var unequal = part.Split("!=");
        var pair = unequal.Length == 2 ? unequal : part.Split("==") is { Length: 2 } same ? same : part.Split('=');
        if (pair.Length != 2) throw Refusals.BadRequest($"invalid selector: '{part}'; can't understand '{part}'");
        if (!Knows(type, pair[0])) throw Refusals.BadRequest(type.IsCustom ? $"field label not supported: {pair[0]}" : $"\"{pair[0]}\" is not a known field selector: only \"metadata.name\", \"metadata.namespace\"");
        var path = type.Kind == "Event" ? pair[0].Replace("regarding.", "involvedObject.").Replace("reportingController", "reportingComponent") : pair[0];
        return (path.Split('.'), pair[1], unequal.Length != 2);
    }

    private static bool Knows(ResourceType type, string path) =>
        path is "metadata.name" or "metadata.namespace" || type.SelectableFields.Contains(path)
        || type.Kind == "Pod" && path is "spec.nodeName" or "status.phase" or "status.podIP" or "spec.restartPolicy" or "spec.serviceAccountName"
        || type.Kind == "Secret" && path == "type" || type.Kind == "Namespace" && path == "status.phase"
        || type.Kind == "Event" && path is "type" or "reason" or "reportingComponent" or "reportingController" or "source" || type.Kind == "Event" && path.StartsWith("involvedObject.", StringComparison.Ordinal)
        || type.Kind == "Event" && path.StartsWith("regarding.", StringComparison.Ordinal);

    private static string Text(JsonObject value, string[] path)
    {
        JsonNode? node = value;
        foreach (var name in path) node = (node as JsonObject)?[name];
        return node?.ToString() ?? "";
    }
}
