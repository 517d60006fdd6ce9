using LlmRouting.DataPlane.Tests.Harness;

namespace LlmRouting.DataPlane.Tests.Serving;

/// <summary>Answers that are not the request path's.</summary>
public sealed class AsideTests
{
    [Fact]
    public async Task A_fault_of_the_routers_own_is_told_in_OpenAIs_shape_and_logged_with_the_id()
    {
        await using var drill = await Drill.StartAsync();
        drill.Router.Break();
        var answer = (await drill.Router.AskAsync(Prompts.Chat(), "/v1/route")).IsError(500, "internal_error");
        Assert.StartsWith("req_", answer["x-request-id"], StringComparison.Ordinal);
        Assert.Contains(answer["x-request-id"]!, drill.Router.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_id_of_such_an_answer_cannot_be_voted_on()
    {
        await using var drill = await Drill.StartAsync();
        var id = (await drill.Router.GetAsync("/v1/models")).IsOk()["x-request-id"];
        (await drill.Router.AskAsync($$"""{"request_id":"{{id}}","rating":"up"}""", "/v1/feedback")).IsError(404, "request_not_found", "request_id");
    }

    [Theory]
    [InlineData("GET /v1/models HTTP/1.1\r\nhost: localhost\r\nx: ", 40_000, "431")]
    [InlineData("GET /", 10_000, "414")]
    [InlineData("nonsense", 1, "400")]
    public async Task What_Kestrel_refuses_has_the_right_status_and_ends(string head, int more, string status)
    {
        await using var drill = await Drill.StartAsync();
        using var client = await RawClient.ConnectAsync(drill.Router.Http.BaseAddress!);
        await client.SendAsync(head + new string('x', more) + "\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 " + status, await client.ReadToEndAsync(), StringComparison.Ordinal);
    }
}
