using System.Text;
using LlmRouting.DataPlane.Errors;
using LlmRouting.DataPlane.Parsing;

namespace LlmRouting.DataPlane.Tests.Parsing;

/// <summary>Short ways to parse a body in a test.</summary>
internal static class Read
{
    public static ParsedRequest Good(Dialect dialect, string json)
    {
        var request = new ParsedRequest();
        var refusal = RequestParser.Parse(dialect, Encoding.UTF8.GetBytes(json), request);
        Assert.True(refusal is null, refusal?.Message);
        return request;
    }

    public static ParsedRequest Chat(string messages, string more = "") => Good(Dialect.Chat, $$"""{"model":"auto","messages":{{messages}}{{more}}}""");

    public static Refusal Bad(Dialect dialect, byte[] body)
    {
        var refusal = RequestParser.Parse(dialect, body, new ParsedRequest());
        Assert.NotNull(refusal);
        Assert.Equal(400, refusal.Status);
        Assert.Equal("invalid_request_error", refusal.Type);
        return refusal;
    }

    public static Refusal Bad(Dialect dialect, string json) => Bad(dialect, Encoding.UTF8.GetBytes(json));

    public static string User(string text) => $$"""[{"role":"user","content":{{System.Text.Json.JsonSerializer.Serialize(text)}}}]""";
}
