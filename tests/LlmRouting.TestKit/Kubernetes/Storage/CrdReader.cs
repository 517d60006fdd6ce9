using System.Text.Json.Nodes;
using LlmRouting.TestKit.Kubernetes.Schemas;

namespace LlmRouting.TestKit.Kubernetes.Storage;

/// <summary>CustomResourceDefinition → the kinds it serves, one a version.</summary>
public static class CrdReader
{
    /// <summary>What a CRD without printer columns shows.</summary>
    public static PrinterColumn Age { get; } = new("Age", "date", ".metadata.creationTimestamp");

    public static IEnumerable<ResourceType> Read(JsonObject crd)
    {
        var spec = crd["spec"]!.AsObject();
        foreach (var version in spec["versions"]!.AsArray().Select(v => v!.AsObject()))
            if (version["served"]?.GetValue<bool>() ?? false) yield return Read(spec, version);
    }

    private static ResourceType Read(JsonObject spec, JsonObject version)
    {
        var names = spec["names"]!.AsObject();
        var columns = (version["additionalPrinterColumns"] as JsonArray ?? []).Select(c => Column(c!.AsObject())).ToList();
        var sub = version["subresources"] as JsonObject;
        return new ResourceType
        {
            Group = (string)spec["group"]!, Version = (string)version["name"]!, Plural = (string)names["plural"]!, Kind = (string)names["kind"]!,
            Singular = (string?)names["singular"] ?? ((string)names["kind"]!).ToLowerInvariant(), ListKindOverride = (string?)names["listKind"],
            Schema = StructuralSchemaReader.Root(version["schema"]!["openAPIV3Schema"]!.AsObject()),
            Namespaced = (string?)spec["scope"] == "Namespaced", IsCustom = true, ConditionalUpdate = true, HasGeneration = true,
            HasStatus = sub?["status"] is not null, Scale = sub?["scale"] is JsonObject scale ? Paths(scale) : null,
            ShortNames = Texts(names["shortNames"]), Categories = Texts(names["categories"]), Columns = columns.Count == 0 ? [Age] : columns,
            SelectableFields = [.. (version["selectableFields"] as JsonArray ?? []).Select(f => ((string)f!["jsonPath"]!).TrimStart('.'))],
        };
    }

    private static ScalePaths Paths(JsonObject scale) => new(
        Dotted(scale["specReplicasPath"])!, Dotted(scale["statusReplicasPath"])!, Dotted(scale["labelSelectorPath"]));

    private static string? Dotted(JsonNode? path) => ((string?)path)?.TrimStart('.');

    private static PrinterColumn Column(JsonObject column) => new(
        (string)column["name"]!, (string)column["type"]!, (string)column["jsonPath"]!, (string?)column["description"] ?? "",
        (int)((long?)column["priority"] ?? 0), (string?)column["format"] ?? "");

    private static string[] Texts(JsonNode? list) => [.. (list as JsonArray ?? []).Select(t => (string)t!)];
}
