using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace LlmRouting.DataPlane.Tests.Harness;

/// <summary>A whole answer as a client sees it.</summary>
public sealed class Answer
{
    private readonly Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase);

    private Answer(int status, byte[] body) => (Status, Body) = (status, body);

    public int Status { get; }
    public byte[] Body { get; }
    public string Text => Encoding.UTF8.GetString(Body);
    public JsonNode Json => JsonNode.Parse(Text)!;

    /// <summary>Null where the header is absent.</summary>
    public string? this[string header] => headers.GetValueOrDefault(header);

    public IReadOnlyCollection<string> HeaderNames => headers.Keys;
    public IReadOnlyDictionary<string, string> Trailers { get; private set; } = new Dictionary<string, string>();

    public string? ErrorCode => (string?)Json["error"]!["code"];
    public string? ErrorType => (string?)Json["error"]!["type"];
    public string? ErrorParam => (string?)Json["error"]!["param"];
    public string Content => (string)Json["choices"]![0]!["message"]!["content"]!;

    /// <summary>Data of every event of a stream.</summary>
    public IReadOnlyList<string> Events => [.. Text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Select(e => e["data: ".Length..])];

    public static async Task<Answer> ReadAsync(HttpResponseMessage response)
    {
        var answer = new Answer((int)response.StatusCode, await response.Content.ReadAsByteArrayAsync());
        foreach (var (name, values) in response.Headers.Concat(response.Content.Headers)) answer.headers[name] = string.Join(", ", values);
        answer.Trailers = Flat(response.TrailingHeaders);
        return answer;
    }

    /// <summary>Asserts that it is an OpenAI-shaped error.</summary>
    public Answer IsError(int status, string code, string? param = null)
    {
        Assert.True(status == Status, $"{status} was expected, but it is {Status}: {Text[..Math.Min(Text.Length, 500)]}");
        Assert.Equal("application/json", this["content-type"]);
        Assert.Equal(["message", "type", "param", "code"], Json["error"]!.AsObject().Select(member => member.Key));
        Assert.Equal(code, ErrorCode);
        Assert.Equal(param, ErrorParam);
        Assert.NotEmpty((string)Json["error"]!["message"]!);
        return this;
    }

    public Answer IsOk()
    {
        Assert.True(Status == 200, $"200 was expected, but it is {Status}: {Text[..Math.Min(Text.Length, 500)]}");
        return this;
    }

    private static Dictionary<string, string> Flat(HttpResponseHeaders trailers) => trailers.ToDictionary(t => t.Key, t => string.Join(", ", t.Value));
}
