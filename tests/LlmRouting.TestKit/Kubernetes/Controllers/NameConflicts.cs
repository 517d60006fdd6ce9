using System.Text.Json.Nodes;
using LlmRouting.TestKit.Kubernetes.Storage;

namespace LlmRouting.TestKit.Kubernetes.Controllers;

/// <summary>Names that another CRD of the group has taken.</summary>
public static class NameConflicts
{
    public static (string Reason, string Message)? Of(StoredObject crd, ResourceRegistry registry)
    {
        var names = crd.Json["spec"]!["names"]!;
        var others = registry.All.Where(t => t.Group == (string?)crd.Json["spec"]!["group"] && t.Plural != (string?)names["plural"]).ToList();
        var taken = others.SelectMany(o => o.ShortNames.Append(o.Plural).Append(o.Singular)).ToHashSet();
        var shorts = (names["shortNames"] as JsonArray ?? []).Select(s => (string)s!).FirstOrDefault(taken.Contains);
        var list = (string?)names["listKind"];
        if (others.Any(o => o.ListKind == list)) return ("ListKindConflict", $"\"{list}\" is already in use");
        if (others.Any(o => o.Kind == (string?)names["kind"])) return ("KindConflict", $"\"{names["kind"]}\" is already in use");
        return shorts is null ? null : ("ShortNamesConflict", $"\"{shorts}\" is already in use");
    }
}
