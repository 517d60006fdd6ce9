using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using LlmRouting.Contract.Snapshot;
using LlmRouting.DataPlane.Errors;
using Microsoft.Extensions.Primitives;

namespace LlmRouting.DataPlane.Access;

/// <summary>The keys of one snapshot. Without keys everybody is refused. Immutable; a success allocates nothing.</summary>
public sealed class KeyTable
{
    /// <summary>Stands where no snapshot has arrived yet: what is asked of a router that knows nothing is not the client's fault.</summary>
    public static readonly KeyTable NotYet = new([]);

    private static readonly Refusal Missing = Unauthorized(
        "missing_api_key", "You didn't provide an API key. Provide it in an Authorization header using Bearer auth (i.e. Authorization: Bearer YOUR_KEY).");

    private static readonly Refusal Several = Unauthorized("invalid_api_key", "The request has more than one Authorization header.");
    private static readonly Refusal Unknown = Unauthorized("invalid_api_key", "Incorrect API key provided.");
    private static readonly Refusal Expired = Unauthorized("expired_api_key", "The API key has expired. Ask for a new one.");

    /// <summary>Compared with where the id is unknown, so that the answer takes as long.</summary>
    private static readonly Entry NoOne = new(Caller.Anonymous, new byte[SHA256.HashSizeInBytes], DateTimeOffset.MinValue);

    private readonly object identity = new();
    private readonly FrozenDictionary<string, Entry>.AlternateLookup<ReadOnlySpan<char>> byId;

    /// <summary>Keys whose hash is not 64 hex digits, and ids that several keys claim, let nobody in.</summary>
    public KeyTable(IReadOnlyList<KeySnapshot> keys)
    {
        var entries = keys.GroupBy(k => k.Id, StringComparer.Ordinal)
            .Where(group => group.Count() == 1)
            .Select(group => group.Single())
            .Where(key => IsSha256(key.Sha256))
            .ToFrozenDictionary(key => key.Id, key => new Entry(new Caller(key), Convert.FromHexString(key.Sha256), key.NotAfter), StringComparer.Ordinal);
        byId = entries.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>Null lets <paramref name="caller"/> in.</summary>
    /// <param name="authorization">Values of the Authorization header.</param>
    /// <param name="connection">What the connection has proved before; null where that is not known.</param>
    public Refusal? Authenticate(StringValues authorization, DateTimeOffset now, out Caller caller, ProvenKey? connection = null)
    {
        caller = Caller.Nobody;
        if (authorization.Count > 1) return Several;
        var header = authorization.Count == 1 ? authorization[0] : null;
        var entry = connection?.Find(identity, header);
        if (entry is null)
        {
            if (Prove(header, out entry) is { } refusal) return refusal;
            connection?.Keep(identity, header!, entry);
        }

        if (now > entry.NotAfter) return Expired;
        caller = entry.Caller;
        return null;
    }

    private Refusal? Prove(string? header, out Entry entry)
    {
        entry = NoOne;
        if (!TryBearer(header.AsSpan().Trim(), out var key)) return Missing;
        return ApiKeys.TrySplit(key, out var id, out var secret) && Matches(id, secret, out entry) ? null : Unknown;
    }

    private bool Matches(ReadOnlySpan<char> id, ReadOnlySpan<char> secret, out Entry entry)
    {
        Span<byte> ascii = stackalloc byte[256];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(ascii[..Encoding.ASCII.GetBytes(secret, ascii)], hash);
        var known = byId.TryGetValue(id, out var found);
        entry = known ? found! : NoOne;
        return CryptographicOperations.FixedTimeEquals(hash, entry.Hash) & known;
    }

    private static bool TryBearer(ReadOnlySpan<char> header, out ReadOnlySpan<char> key)
    {
        const string scheme = "Bearer ";
        key = header.StartsWith(scheme, StringComparison.OrdinalIgnoreCase) ? header[scheme.Length..].TrimStart(' ') : default;
        return !key.IsEmpty;
    }

    private static bool IsSha256(string hex) => hex.Length == 2 * SHA256.HashSizeInBytes && hex.All(char.IsAsciiHexDigit);

    private static Refusal Unauthorized(string code, string message) => new(401, "authentication_error", code, message);

    internal sealed record Entry(Caller Caller, byte[] Hash, DateTimeOffset? NotAfter);
}
