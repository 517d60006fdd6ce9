using System.Text.Json.Nodes;

namespace LlmRouting.TestKit.Kubernetes.Writing;

/// <summary>A write that would change nothing but when managers last wrote is none, as in the real server; of Secrets applied with stringData it is all that changes.</summary>
internal static class TimelessEquality
{
    public static bool Holds(JsonObject one, JsonObject other) =>
        Members(one, other, (name, a, b) => name == "metadata" ? Members(a, b, Metadata) : JsonNode.DeepEquals(a, b));

    private static bool Metadata(string name, JsonNode? one, JsonNode? other) =>
        name == "managedFields" && one is JsonArray entries && other is JsonArray others
            ? entries.Count == others.Count && entries.Zip(others).All(pair => Members(pair.First, pair.Second, Entry))
            : JsonNode.DeepEquals(one, other);

    private static bool Entry(string name, JsonNode? one, JsonNode? other) => name == "time" || JsonNode.DeepEquals(one, other);

    private static bool Members(JsonNode? one, JsonNode? other, Func<string, JsonNode?, JsonNode?, bool> areSame) =>
        one is JsonObject a && other is JsonObject b && a.Count == b.Count && a.All(member => b.TryGetPropertyValue(member.Key, out var value) && areSame(member.Key, member.Value, value));
}
