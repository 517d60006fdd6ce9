using System.Text.Json.Nodes;
using LlmRouting.TestKit.Kubernetes;

namespace LlmRouting.Operator.Tests.FakeApi.Replay;

/// <summary>Brings the double to the recorded state after an exchange that failed (often: after a step that was not recorded), so that the next is judged for itself.</summary>
public sealed class Recovery(FakeApiServer server, Substitutions substitutions)
{
    public void Follow(Exchange exchange)
    {
        var body = exchange.Response["body"] as JsonObject;
        if ((int)exchange.Response["status"]! >= 300 || exchange.IsCut || body is null || exchange.Path.Contains("dryRun", StringComparison.Ordinal)) return;
        if (body["items"] is JsonArray items)
            foreach (var item in items.OfType<JsonObject>()) Restore(item, body);
        else Restore(body, body);
    }

    private void Restore(JsonObject recorded, JsonObject envelope)
    {
        if (recorded["metadata"]?["uid"] is null || (recorded["kind"] ?? envelope["kind"]) is not { } kind || (string?)kind == "Namespace" && recorded["metadata"]!["deletionTimestamp"] is not null) return;
        var copy = (JsonObject)recorded.DeepClone();
        copy["kind"] ??= ((string)kind!).Replace("List", "");
        copy["apiVersion"] ??= envelope["apiVersion"]?.DeepClone();
        try
        {
            substitutions.Learn(recorded, server.Objects.Put(copy));
        }
        catch (ArgumentException)
        {
            // A kind that the double does not serve stays away.
            return;
        }
    }
}
