using System.Collections.Concurrent;

namespace LlmRouting.TestKit.Kubernetes.Identity;

/// <summary>Tokens and whom they stand for.</summary>
public sealed class Identities(TimeProvider time)
{
    /// <summary>Audience of tokens that were made for none.</summary>
    public const string ServerAudience = "https://kubernetes.default.svc.cluster.local";

    private readonly ConcurrentDictionary<string, TokenRecord> tokens = new();

    /// <summary>Requests without a token: admin for convenience, or <see cref="UserInfo.Anonymous"/> as on a real server.</summary>
    public UserInfo WithoutToken { get; set; } = UserInfo.Admin;

    public void Add(string token, UserInfo user, params IReadOnlyList<string> audiences) => tokens[token] = new TokenRecord(user, audiences, null);

    public void Add(string token, TokenRecord record) => tokens[token] = record;

    public void Revoke(string token) => tokens.TryRemove(token, out _);

    /// <summary>Null when the token is unknown, expired or for others.</summary>
    public TokenRecord? Find(string token) =>
        tokens.TryGetValue(token, out var record) && (record.Expires is null || record.Expires > time.GetUtcNow()) ? record : null;

    /// <summary>The user of a token that the server itself is meant by.</summary>
    public UserInfo? Authenticate(string token) =>
        Find(token) is { } record && (record.Audiences.Count == 0 || record.Audiences.Contains(ServerAudience)) ? record.User : null;
}
