using System.Globalization;
using System.Text.Json;
using LlmRouting.DataPlane.Access;
using LlmRouting.DataPlane.Accounting;
using LlmRouting.DataPlane.Configuration;
using LlmRouting.DataPlane.Errors;
using LlmRouting.DataPlane.Metrics;
using LlmRouting.DataPlane.Parsing;

namespace LlmRouting.DataPlane.Serving;

/// <summary>POST /v1/feedback <c>{request_id, rating: 1..5 | "up" | "down"}</c>: one vote an answer, attributed by the id itself (S4.9).</summary>
public sealed class FeedbackEndpoint(SnapshotHolder snapshots, Authenticator authenticator, Admission admission, BodyReader bodies, FeedbackState votes, RouterMetrics metrics)
{
    public async Task HandleAsync(HttpContext http)
    {
        if (await ServeAsync(http) is { } refusal) await ErrorWriter.WriteAsync(http.Response, refusal);
        else await http.Response.WriteAsJsonAsync(new Dictionary<string, bool> { ["accepted"] = true });
    }

    private async ValueTask<Refusal?> ServeAsync(HttpContext http)
    {
        if (authenticator.Authenticate(http.Request, snapshots.Current.Keys, out var caller) is { } unauthenticated) return unauthenticated;
        if (admission.TryAdmit(http.Request.ContentLength, out var ticket) is { } notAdmitted) return notAdmitted;
        using var admitted = ticket;
        var read = await bodies.ReadAsync(http.Request, ticket!, http.RequestAborted);
        if (read.Refusal is not null) return read.Refusal;
        using var body = read.Body!;
        if (Read(body.Memory, out var requestId, out var rating) is { } malformed) return malformed;
        if (votes.Vote(caller.Id, requestId, rating, out var claims) is { } refused) return refused;
        metrics.FeedbackReceived(NameOf(claims.Policy), claims.Tier, SideNames.Of(claims.Side), rating.ToString(CultureInfo.InvariantCulture));
        return null;
    }

    // Ids carry a policy's key, shortened where it is long; one that has gone since is still told apart by that.
    private string NameOf(string claimed) =>
        Array.Find(snapshots.Current.Policies, policy => RequestIdCodec.Shorten(policy.Key) == claimed)?.DisplayName ?? claimed;

    private static Refusal? Read(ReadOnlyMemory<byte> body, out string requestId, out int rating)
    {
        (requestId, rating) = ("", 0);
        if (BodyCheck.Check(body.Span) is { } undecodable) return undecodable;
        try
        {
            using var document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind != JsonValueKind.Object) return Refusal.Invalid("invalid_body", "The body must be a JSON object.");
            if (!document.RootElement.TryGetProperty("request_id", out var id) || id.ValueKind != JsonValueKind.String) return Refusal.Invalid("missing_request_id", "request_id must be the x-request-id of an answer.", "request_id");
            requestId = id.GetString()!;
            rating = document.RootElement.TryGetProperty("rating", out var given) ? RatingOf(given) : 0;
            return rating is >= 1 and <= 5 ? null : Refusal.Invalid("invalid_rating", "rating must be a whole number from 1 to 5, \"up\" or \"down\".", "rating");
        }
        catch (JsonException)
        {
            return Refusal.Invalid("invalid_json", "The body is not valid JSON.");
        }
    }

    private static int RatingOf(JsonElement given) => given.ValueKind switch
    {
        JsonValueKind.Number when given.TryGetInt32(out var number) => number,
        JsonValueKind.String when given.ValueEquals("up") => 5,
        JsonValueKind.String when given.ValueEquals("down") => 1,
        _ => 0,
    };
}
