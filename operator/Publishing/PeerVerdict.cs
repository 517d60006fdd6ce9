namespace LlmRouting.Operator.Publishing;

/// <summary>Who is asking, or why that is nobody we answer.</summary>
/// <param name="Status">200; 401: no valid token; 403: a valid one that may not; 503: could not find out.</param>
/// <param name="Reason">For people; names no secret.</param>
public sealed record PeerVerdict(Peer? Peer, int Status, string Reason)
{
    internal static PeerVerdict Known(Peer peer) => new(peer, 200, "");

    internal static PeerVerdict Unauthorized(string why) => new(null, 401, why);

    internal static PeerVerdict Forbidden(string why) => new(null, 403, why);

    internal static PeerVerdict Unavailable(string why) => new(null, 503, why);
}
