using System.Text.Json;
using LlmRouting.Contract.Api;
using LlmRouting.Contract.Validation;

namespace LlmRouting.Contract.Manifests;

/// <summary>Collects the objects and problems of one file's documents.</summary>
internal sealed class DocumentReader(string file)
{
    private readonly List<ManifestObject> _objects = [];
    private readonly List<ManifestProblem> _problems = [];

    public ManifestSet ToSet() => ManifestSet.Of(_objects, _problems);

    public void Report(Position position, string message, ProblemSeverity severity = ProblemSeverity.Error) =>
        _problems.Add(new ManifestProblem(file, position.Line, position.Column, null, "", message) { Severity = severity });

    public void Read(ManifestNode root)
    {
        if (root is ScalarNode { Plain: true, Value: "" }) return;
        if (root is not MappingNode mapping) Report(root.Position, $"must be a Kubernetes object, not {TypeWords.Of(root)}");
        else if (mapping.Text("apiVersion") is not { Length: > 0 } apiVersion || mapping.Text("kind") is not { Length: > 0 } kind)
            Report(root.Position, "apiVersion and kind are required");
        else if (IsList(apiVersion, kind)) ReadItems(mapping);
        else if (ManifestKind.Find(apiVersion, kind) is { } known) ReadObject(mapping, known);
        else Report(root.Position, Stranger(apiVersion, kind, out var severity), severity);
    }

    private static bool IsList(string apiVersion, string kind) =>
        (apiVersion == "v1" && kind == "List") || (apiVersion == ApiNames.ApiVersion && kind.EndsWith("List", StringComparison.Ordinal));

    private void ReadItems(MappingNode list)
    {
        if (list.Find("items") is not SequenceNode items) Report(list.Position, "a List has a list of items");
        else foreach (var item in items.Items) Read(item);
    }

    private static string Stranger(string apiVersion, string kind, out ProblemSeverity severity)
    {
        severity = ProblemSeverity.Error;
        if (apiVersion == ApiNames.ApiVersion) return $"unknown kind {kind}: {Suggestion.Sentence(kind, ManifestKind.OwnKinds)}";
        if (apiVersion.StartsWith(ApiNames.Group + "/", StringComparison.Ordinal)) return $"unknown version {apiVersion}: use {ApiNames.ApiVersion}";
        if (ManifestKind.OwnKinds.Contains(kind)) return $"a {kind} has apiVersion {ApiNames.ApiVersion}, not {apiVersion}";
        severity = ProblemSeverity.Note;
        return $"{kind} ({apiVersion}) is not one of our kinds: skipped";
    }

    private void ReadObject(MappingNode node, ManifestKind kind)
    {
        var found = new List<(Position At, string Path, string Message)>();
        var positions = new PositionMap(node.Position);
        var faults = new FaultyPaths();
        var check = new StructureCheck(kind, positions, faults, (at, path, message) => found.Add((at, path, message)));
        var json = check.Check(node, kind.Type, "")!;
        var value = (ApiObject)json.Deserialize(kind.Type)!;
        if (!kind.Ours && !CoreObjects.AreForUs(value))
        {
            if (CoreObjects.Mistaken(value) is { } words) Report(node.Position, $"{kind.Kind}/{value.Metadata.Name} {words}", ProblemSeverity.Note);
            if (value is Secret && !faults.Cover("metadata")) _objects.Add(new ManifestObject(CoreObjects.Bare(value), file, positions) { Faults = new() });
            return;
        }

        _objects.Add(new ManifestObject(value, file, positions) { Faults = faults });
        _problems.AddRange(found.Select(problem =>
            new ManifestProblem(file, problem.At.Line, problem.At.Column, value.Ref, problem.Path, problem.Message)));
    }
}
