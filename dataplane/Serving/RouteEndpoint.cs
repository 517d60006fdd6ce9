using LlmRouting.DataPlane.Access;
using LlmRouting.DataPlane.Configuration;
using LlmRouting.DataPlane.Errors;
using LlmRouting.DataPlane.Matching;
using LlmRouting.DataPlane.Parsing;
using LlmRouting.DataPlane.Selection;

namespace LlmRouting.DataPlane.Serving;

/// <summary>POST /v1/route: what would happen to a chat request, and why; nothing is sent, counted or assigned. Also takes S1.6's bare <c>{prompt}</c>.</summary>
public sealed class RouteEndpoint(SnapshotHolder snapshots, Authenticator authenticator, Admission admission, BodyReader bodies, RoutePreview preview)
{
    public async Task HandleAsync(HttpContext http)
    {
        if (await ServeAsync(http) is { } refusal) await ErrorWriter.WriteAsync(http.Response, refusal);
    }

    private async ValueTask<Refusal?> ServeAsync(HttpContext http)
    {
        var snapshot = snapshots.Current;
        if (authenticator.Authenticate(http.Request, snapshot.Keys, out var caller) is { } unauthenticated) return unauthenticated;
        if (admission.TryAdmit(http.Request.ContentLength, out var ticket) is { } notAdmitted) return notAdmitted;
        using var admitted = ticket;
        var read = await bodies.ReadAsync(http.Request, ticket!, http.RequestAborted);
        if (read.Refusal is not null) return read.Refusal;
        using var body = read.Body!;
        if (BodyCheck.Check(body.Memory.Span) is { } undecodable) return undecodable;
        if (preview.Preview(snapshot, BarePrompt.AsChat(body.Memory), caller, http.Request.Headers, out var decision) is { } refused) return refused;
        await http.Response.WriteAsJsonAsync(decision, RouteJson.Default.RouteDecision);
        return null;
    }
}
