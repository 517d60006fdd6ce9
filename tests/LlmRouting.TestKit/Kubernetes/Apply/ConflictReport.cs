using System.Text.Json.Nodes;
using LlmRouting.TestKit.Kubernetes.Http;

namespace LlmRouting.TestKit.Kubernetes.Apply;

/// <summary>409: other managers own fields that an apply would change.</summary>
public static class ConflictReport
{
    public static ApiRefusal Refuse(IReadOnlyList<(ManagerKey Manager, FieldSet Fields)> conflicts)
    {
        var causes = new JsonArray();
        var texts = new List<string>();
        foreach (var (manager, fields) in conflicts)
        {
            var message = $"conflict with {manager.Describe(!manager.Applies)}";
            var paths = Paths(fields, "").ToList();
            texts.Add(paths.Count == 1 ? $"{message}: {paths[0]}" : $"conflicts{message["conflict".Length..]}:\n{string.Join("\n", paths.Select(p => "- " + p))}");
            foreach (var path in paths) causes.Add(Refusals.Cause("FieldManagerConflict", message, path));
        }
        var count = causes.Count == 1 ? "1 conflict" : $"{causes.Count} conflicts";
        return Refusals.Status(409, "Conflict", $"Apply failed with {count}: {string.Join("\n", texts)}", new JsonObject { ["causes"] = causes });
    }

    private static IEnumerable<string> Paths(FieldSet set, string path)
    {
        foreach (var (element, child) in set.Children)
            if (child.IsMember) yield return path + PathElements.Describe(element);
        foreach (var (element, child) in set.Children)
            foreach (var inner in Paths(child, path + PathElements.Describe(element))) yield return inner;
    }
}
