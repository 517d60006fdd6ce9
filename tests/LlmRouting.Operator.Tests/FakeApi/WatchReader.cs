using System.Text.Json.Nodes;

namespace LlmRouting.Operator.Tests.FakeApi;

/// <summary>Events of one watch, in order.</summary>
public sealed class WatchReader(HttpResponseMessage response, StreamReader reader) : IDisposable
{
    public static async Task<WatchReader> OpenAsync(Api api, string path)
    {
        var response = await api.Client.GetAsync(path, HttpCompletionOption.ResponseHeadersRead);
        return new WatchReader(response, new StreamReader(await response.Content.ReadAsStreamAsync()));
    }

    /// <summary>Null when the stream has ended.</summary>
    public async Task<(string Type, JsonObject Object)?> NextAsync()
    {
        if (await reader.ReadLineAsync() is not { } line) return null;
        var json = JsonNode.Parse(line)!;
        return ((string)json["type"]!, json["object"]!.AsObject());
    }

    public async Task<string> NextNameAsync() => await NextAsync() is var (type, item) ? $"{type} {item["metadata"]?["name"]}" : "end";

    public void Dispose()
    {
        reader.Dispose();
        response.Dispose();
    }
}
