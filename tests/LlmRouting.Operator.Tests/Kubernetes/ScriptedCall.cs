using System.Text;
using Microsoft.AspNetCore.Http;

namespace LlmRouting.Operator.Tests.Kubernetes;

/// <summary>One request to a <see cref="ScriptedApi"/> and its answer.</summary>
internal sealed class ScriptedCall(HttpContext context, byte[] body)
{
    // Read at once: the context is another request's later.
    private readonly Dictionary<string, string> headers = context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);

    public string Method { get; } = context.Request.Method;
    public string Url { get; } = context.Request.Path + context.Request.QueryString;
    public string Protocol { get; } = context.Request.Protocol;
    public string? ContentType { get; } = context.Request.ContentType;
    public string? ClientCertificate { get; } = context.Connection.ClientCertificate?.Subject;
    public byte[] Bytes => body;
    public string Body => Encoding.UTF8.GetString(body);

    public string Header(string name) => headers.GetValueOrDefault(name, "");

    public Task AnswerAsync(string text, int status = 200, string contentType = "application/json", string? retryAfter = null)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        if (retryAfter is not null) context.Response.Headers.RetryAfter = retryAfter;
        return context.Response.WriteAsync(text);
    }

    public Task PlainAsync(int status, string text, string? retryAfter = null) => AnswerAsync(text, status, "text/plain; charset=utf-8", retryAfter);

    public Task StatusAsync(int code, string reason, string details = "{}", string? retryAfter = null) =>
        AnswerAsync($$"""{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"words","reason":"{{reason}}","details":{{details}},"code":{{code}}}""", code, retryAfter: retryAfter);

    public async Task PieceAsync(string text)
    {
        await context.Response.WriteAsync(text);
        await context.Response.Body.FlushAsync();
    }

    /// <summary>Returns once the client has hung up.</summary>
    public async Task UntilAbortedAsync()
    {
        var aborted = new TaskCompletionSource();
        await using var registration = context.RequestAborted.Register(aborted.SetResult);
        await aborted.Task;
    }

    /// <summary>Cuts the connection.</summary>
    public void Abort() => context.Abort();
}
