using System.Net;
using LlmRouting.Operator.Kubernetes;

namespace LlmRouting.Operator.Tests.Kubernetes;

public sealed class ErrorTests
{
    [Fact]
    public async Task An_invalid_object_names_its_fields()
    {
        var error = await RefusedAsync(call => call.StatusAsync(422, "Invalid", """{"name":"gold","kind":"ModelTier","causes":[{"reason":"FieldValueInvalid","message":"Invalid value: 100","field":"spec.replicas"},{"message":"no field"}]}"""));
        Assert.True(error.IsInvalid);
        Assert.Equal([new StatusCause("FieldValueInvalid", "Invalid value: 100", "spec.replicas"), new StatusCause(null, "no field", null)], error.Causes);
        Assert.Equal(("gold", "ModelTier"), (error.ObjectName, error.ObjectKind));
    }

    [Fact]
    public async Task AlreadyExists_is_a_409_that_is_no_conflict()
    {
        var error = await RefusedAsync(call => call.StatusAsync(409, "AlreadyExists"));
        Assert.True(error is { IsAlreadyExists: true, IsConflict: false });
    }

    [Fact]
    public async Task The_504_without_kind_that_comes_as_text_is_read()
    {
        var error = await RefusedAsync(call => call.PlainAsync(504, """{"metadata":{},"status":"Failure","message":"Timeout: request did not complete within the allotted timeout","reason":"Timeout","details":{},"code":504}"""));
        Assert.Equal(("Timeout", HttpStatusCode.GatewayTimeout, true), (error.Reason, error.StatusCode, error.IsTransient));
    }

    [Fact]
    public async Task A_500_of_apply_has_no_reason_and_is_not_transient()
    {
        var error = await RefusedAsync(call => call.AnswerAsync("""{"kind":"Status","status":"Failure","message":".spec.x: field not declared in schema","code":500}""", 500));
        Assert.Equal((null, false), (error.Reason, error.IsTransient));
        Assert.EndsWith(".spec.x: field not declared in schema (500)", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"x\"")]
    [InlineData("{\"status\":7,\"details\":[]}")]
    [InlineData("{\"status\":\"Failure\",\"details\":[],\"message\":{}}")]
    [InlineData("<html>")]
    public async Task Any_body_is_an_error_with_words(string body)
    {
        var error = await RefusedAsync(call => call.AnswerAsync(body, 502));
        Assert.Equal(HttpStatusCode.BadGateway, error.StatusCode);
        Assert.StartsWith("GET /api/v1/namespaces/t1/configmaps/a: ", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(401, true, false, false)]
    [InlineData(403, false, true, false)]
    [InlineData(410, false, false, true)]
    public async Task The_kinds_are_told_apart(int status, bool unauthorized, bool forbidden, bool expired)
    {
        var error = await RefusedAsync(call => call.StatusAsync(status, "x"));
        Assert.Equal((unauthorized, forbidden, expired), (error.IsUnauthorized, error.IsForbidden, error.IsExpired));
    }

    private static async Task<KubernetesException> RefusedAsync(Func<ScriptedCall, Task> answer)
    {
        await using var api = await ScriptedApi.StartAsync(answer);
        using var client = api.Client();
        return await Assert.ThrowsAsync<KubernetesException>(() => client.FindAsync(ApiResources.ConfigMaps, "t1", "a", default));
    }
}
