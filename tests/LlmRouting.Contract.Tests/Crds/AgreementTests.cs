using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;

namespace LlmRouting.Contract.Tests.Crds;

/// <summary>Bounds stand in the schemas and in the validators: what one refuses the other refuses, and at the bound itself neither does.</summary>
public sealed class AgreementTests
{
    private static readonly string[] Alphabet = ["a", "Z", "0", "7", "-", "_", ".", "/", ":", " ", "=", "s", "m", "Gi", "1", "\n", "\u0001", "한", "😀", "é"];

    [Fact]
    public void Every_field_of_every_spec_is_tried()
    {
        var tried = Place.All.Select(place => (place.Kind, place.Schema.Path)).ToHashSet();
        var known = Crd.All.SelectMany(crd => new SchemaNode("", crd.Schema).Descend().Where(node => node.Path.StartsWith("spec", StringComparison.Ordinal)).Select(node => (crd.Kind, node.Path)));
        Assert.Equal([], known.Except(tried));
    }

    [Fact]
    public void What_is_tried_is_valid_to_both() => Assert.All(Place.Objects(), root =>
    {
        Assert.Empty(SchemaCheck.Problems(new SchemaNode("", Crd.Of(root["kind"]!.GetValue<string>()).Schema), root));
        Assert.Empty(Verdict.Of(root));
    });

    [Fact]
    public void Just_outside_of_a_bound_both_refuse() => Assert.All(Places(), place => Assert.All(Outside(place), wrong =>
    {
        Assert.NotEmpty(SchemaCheck.Problems(Root(place), wrong));
        Assert.True(Verdict.Of(wrong).Count > 0, $"{place.Kind} {place.Path}: {wrong["spec"]!.ToJsonString()}");
    }));

    [Fact]
    public void On_a_bound_neither_speaks_of_it() => Assert.All(Places().Where(place => place.Schema.Type == "integer"), place =>
    {
        foreach (var bound in new[] { "minimum", "maximum" })
        {
            var edge = place.With(JsonValue.Create(place.Schema.Number(bound)!.Value));
            Assert.Empty(SchemaCheck.Problems(Root(place), edge));
            Assert.DoesNotContain(Verdict.Of(edge), problem => problem.StartsWith($"{place.Path}: must be from", StringComparison.Ordinal));
        }
    });

    [Fact]
    public void Every_word_of_an_enum_is_taken() => Assert.All(Places().Where(place => place.Schema.Words("enum").Count > 0), place =>
        Assert.All(place.Schema.Words("enum"), word =>
            Assert.DoesNotContain(Verdict.Of(place.With(JsonValue.Create(word))), problem => problem.StartsWith($"{place.Path}: {word} is not one of", StringComparison.Ordinal))));

    [Fact]
    public void Whatever_text_the_schema_refuses_we_refuse()
    {
        var places = Places().Where(place => place.Schema.Type == "string").ToArray();
        var texts = Gen.ListOf(Gen.Elements(Alphabet)).Select(string.Concat);
        var tries = Gen.Elements(places).Zip(texts, (place, text) => (place, text));
        Prop.ForAll(tries.ToArbitrary(), pair =>
        {
            var changed = pair.place.With(JsonValue.Create(pair.text));
            return SchemaCheck.Problems(Root(pair.place), changed).Count == 0 || Verdict.Of(changed).Count > 0;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    /// <summary>One place for each field is enough.</summary>
    private static IEnumerable<Place> Places() => Place.All.DistinctBy(place => (place.Kind, place.Schema.Path));

    private static SchemaNode Root(Place place) => new("", Crd.Of(place.Kind).Schema);

    private static IEnumerable<JsonObject> Outside(Place place)
    {
        var schema = place.Schema;
        if (schema.Number("minimum") is { } min) yield return place.With(JsonValue.Create(min - 1));
        if (schema.Number("maximum") is { } max) yield return place.With(JsonValue.Create(max + 1));
        if (schema.Type == "string") yield return place.With(JsonValue.Create(new string('x', (int)schema.Number("maxLength")! + 1)));
        if (schema.Number("minLength") > 0) yield return place.With(JsonValue.Create(""));
        if (schema.Number("minItems") > 0) yield return place.With(new JsonArray());
        if (schema.Number("maxItems") is { } most) yield return place.With(new JsonArray([.. Enumerable.Range(0, (int)most + 1).Select(_ => place.Value![0]!.DeepClone())]));
        if (schema.Number("maxProperties") is { } entries) yield return place.With(new JsonObject(Enumerable.Range(0, (int)entries + 1).Select(i => KeyValuePair.Create($"k{i}", (JsonNode?)"1"))));
        if (schema.Text("x-kubernetes-list-type") is "set" or "map") yield return place.With(new JsonArray([.. ((JsonArray)place.Value!).Append(place.Value![0]).Select(item => item!.DeepClone())]));
        if (schema.Words("enum").Count > 0) yield return place.With("Bogus");
        if (schema is { Type: "object", IsMap: false }) yield return place.With(new JsonObject(((JsonObject)place.Value!.DeepClone()).Append(KeyValuePair.Create("bogus", (JsonNode?)"x")).Select(entry => KeyValuePair.Create(entry.Key, entry.Value?.DeepClone()))));
        foreach (var field in schema.Words("required"))
        {
            var less = (JsonObject)place.Value!.DeepClone();
            less.Remove(field);
            yield return place.With(less);
        }
    }
}
