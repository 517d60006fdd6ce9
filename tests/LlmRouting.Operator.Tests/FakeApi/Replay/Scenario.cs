using System.Text.Json.Nodes;

namespace LlmRouting.Operator.Tests.FakeApi.Replay;

/// <summary>One recorded file.</summary>
public sealed record Scenario(string Name, IReadOnlyList<Exchange> Exchanges)
{
    public static Scenario Load(string path)
    {
        var root = JsonNode.Parse(File.ReadAllText(path))!.AsObject();
        var exchanges = root["exchanges"]!.AsArray().Where(e => e!["request"] is JsonObject && e["response"] is JsonObject)
            .Select((e, i) => new Exchange(i, (string?)e!["step"] ?? "", e["request"]!.AsObject(), e["response"]!.AsObject()));
        return new Scenario(System.IO.Path.GetFileNameWithoutExtension(path), [.. exchanges]);
    }
}
