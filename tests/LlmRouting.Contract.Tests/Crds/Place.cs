using System.Text.Json.Nodes;

namespace LlmRouting.Contract.Tests.Crds;

/// <summary>A value inside of a valid object, and the schema it must keep to.</summary>
internal sealed record Place(JsonObject Root, SchemaNode Schema, string Path, IReadOnlyList<object> Steps)
{
    /// <summary>Every value below spec of our objects in these folders of golden cases, which between them have every field.</summary>
    public static IReadOnlyList<Place> All { get; } = [.. Objects().SelectMany(root =>
    {
        var spec = new SchemaNode("", Crd.Of(root["kind"]!.GetValue<string>()).Schema).Fields.Single(field => field.Path == "spec");
        return Below(new Place(root, spec, "spec", ["spec"]));
    })];

    public static IReadOnlyList<JsonObject> Objects() => [.. new[] { "every-field", "serving-fields", "external-tiers" }
        .Select(name => File.ReadAllText(FileOf(name)))
        .SelectMany(YamlJson.Read)
        .Where(document => Crd.All.Any(crd => crd.Kind == document["kind"]!.GetValue<string>()))];

    public string Kind => Root["kind"]!.GetValue<string>();

    public JsonNode? Value => Walk(Root, Steps);

    /// <summary>The whole object with another value here; absent removes it.</summary>
    public JsonObject With(JsonNode? value, bool absent = false)
    {
        var copy = (JsonObject)Root.DeepClone();
        var parent = Walk(copy, [.. Steps.SkipLast(1)])!;
        if (Steps[^1] is int index) ((JsonArray)parent)[index] = value;
        else if (absent) ((JsonObject)parent).Remove((string)Steps[^1]);
        else ((JsonObject)parent)[(string)Steps[^1]] = value;
        return copy;
    }

    private static string FileOf(string name) => System.IO.Path.Combine(RepositoryPaths.Golden, name, "all.yaml");

    private static JsonNode? Walk(JsonNode root, IReadOnlyList<object> steps) =>
        steps.Aggregate<object, JsonNode?>(root, (node, step) => step is int index ? ((JsonArray)node!)[index] : ((JsonObject)node!)[(string)step]);

    private static IEnumerable<Place> Below(Place place)
    {
        IEnumerable<Place> children = place.Value switch
        {
            JsonArray list => list.Select((_, i) => place.Child(place.Schema.Element!, $"{place.Path}[{i}]", i)),
            JsonObject map when place.Schema.IsMap => map.Select(entry => place.Child(place.Schema.Element!, $"{place.Path}[{entry.Key}]", entry.Key)),
            JsonObject map => map.Select(entry => place.Child(
                place.Schema.Fields.Single(field => field.Path == $"{place.Schema.Path}.{entry.Key}"), $"{place.Path}.{entry.Key}", entry.Key)),
            _ => [],
        };
        return children.SelectMany(Below).Prepend(place);
    }

    private Place Child(SchemaNode schema, string path, object step) => new(Root, schema, path, [.. Steps, step]);
}
