using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using LlmRouting.DataPlane.State;

namespace LlmRouting.DataPlane.Accounting;

/// <summary>
/// Request ids that carry what feedback needs, signed, so that any replica can attribute it without memory (DESIGN §5).
/// <c>req_</c> + base64url of: version, Unix ms (6 bytes), instance (5), count (3), side, epoch (4), three names with their lengths, HMAC-SHA256 (10); at most 200 characters.
/// </summary>
public sealed class RequestIdCodec
{
    /// <summary>Characters of the longest id.</summary>
    public const int MaxLength = 200;

    private const string Prefix = "req_";
    private const byte Version = 1;
    private const int Fixed = 20;
    private const int TagLength = 10;
    private const int MaxName = 38;
    private const int MaxBytes = Fixed + (3 * (1 + MaxName)) + TagLength;

    private const int OlderKeys = 2;

    private readonly TimeProvider time;
    private readonly byte[] instance = RandomNumberGenerator.GetBytes(5);
    private volatile Signer[] signers;
    private int count;

    /// <param name="hmacKey">At least 16 secret bytes.</param>
    public RequestIdCodec(byte[] hmacKey, TimeProvider time) => (signers, this.time) = ([new Signer(hmacKey)], time);

    /// <summary>Signs with this key from now on; what the last two signed can still be read. Not to be called by several threads at once.</summary>
    /// <param name="hmacKey">At least 16 secret bytes, the same in every replica.</param>
    public void Use(byte[] hmacKey)
    {
        if (!signers[0].Has(hmacKey)) signers = [new Signer(hmacKey), .. signers.Where(signer => !signer.Has(hmacKey)).Take(OlderKeys)];
    }

    /// <summary>A new id; allocates only it. Never repeats: instances differ by 40 random bits, requests of one within a millisecond by a count.</summary>
    /// <param name="policy">Policy key.</param>
    /// <param name="tier">Tier key.</param>
    public string Write(string policy, string tier, SplitSide side, int epoch, string keyId)
    {
        Span<byte> bytes = stackalloc byte[MaxBytes];
        BinaryPrimitives.WriteInt64BigEndian(bytes, ((long)Version << 56) | (time.GetUtcNow().ToUnixTimeMilliseconds() << 8));
        instance.CopyTo(bytes[7..]);
        BinaryPrimitives.WriteInt32BigEndian(bytes[11..], (instance[4] << 24) | (Interlocked.Increment(ref count) & 0xFFFFFF));
        bytes[15] = (byte)side;
        BinaryPrimitives.WriteInt32BigEndian(bytes[16..], epoch);
        var end = Put(bytes, Fixed, policy);
        end = Put(bytes, end, tier);
        end = Put(bytes, end, keyId);
        signers[0].Sign(bytes[..end], bytes.Slice(end, TagLength));
        Span<char> text = stackalloc char[MaxLength];
        Prefix.CopyTo(text);
        return new string(text[..(Prefix.Length + Base64Url.EncodeToChars(bytes[..(end + TagLength)], text[Prefix.Length..]))]);
    }

    /// <summary>False for anything no key of ours has signed.</summary>
    public bool TryRead(string? id, out RequestIdClaims claims)
    {
        claims = default;
        if (id is null || id.Length > MaxLength || !id.StartsWith(Prefix, StringComparison.Ordinal)) return false;
        Span<byte> bytes = stackalloc byte[MaxBytes];
        if (!Base64Url.IsValid(id.AsSpan(Prefix.Length), out var length) || length is < Fixed + 3 + TagLength or > MaxBytes) return false;
        Base64Url.DecodeFromChars(id.AsSpan(Prefix.Length), bytes);
        var tag = bytes[(length - TagLength)..length];
        bytes = bytes[..(length - TagLength)];
        if (!IsSigned(bytes, tag) || bytes[0] != Version) return false;
        claims = Read(bytes, BinaryPrimitives.ReadUInt64BigEndian(tag));
        return true;
    }

    /// <summary>The name as ids carry it: itself up to 38 bytes, else its first 24 characters, ~ and a hash, so that known names can be compared.</summary>
    public static string Shorten(string name) =>
        Encoding.UTF8.GetByteCount(name) <= MaxName ? name : $"{Ascii(name.AsSpan(0, Math.Min(24, name.Length)))}~{StableHash.Start.Add(name).Value >> 12:x13}";

    private static RequestIdClaims Read(ReadOnlySpan<byte> bytes, ulong tag)
    {
        var at = DateTimeOffset.FromUnixTimeMilliseconds((BinaryPrimitives.ReadInt64BigEndian(bytes) >> 8) & 0xFFFF_FFFF_FFFF);
        var rest = bytes[Fixed..];
        var policy = Take(ref rest);
        var tier = Take(ref rest);
        return new RequestIdClaims(at, policy, tier, (SplitSide)bytes[15], BinaryPrimitives.ReadInt32BigEndian(bytes[16..]), Take(ref rest), tag);
    }

    private static int Put(Span<byte> bytes, int at, string name)
    {
        if (!Encoding.UTF8.TryGetBytes(name, bytes.Slice(at + 1, MaxName), out var length)) length = Encoding.UTF8.GetBytes(Shorten(name), bytes[(at + 1)..]);
        bytes[at] = (byte)length;
        return at + 1 + length;
    }

    private static string Take(ref ReadOnlySpan<byte> rest)
    {
        var name = Encoding.UTF8.GetString(rest.Slice(1, rest[0]));
        rest = rest[(1 + rest[0])..];
        return name;
    }

    private static string Ascii(ReadOnlySpan<char> name) => string.Create(name.Length, name, static (to, from) =>
    {
        for (var i = 0; i < to.Length; i++) to[i] = char.IsAscii(from[i]) ? from[i] : '?';
    });

    private bool IsSigned(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> tag)
    {
        Span<byte> expected = stackalloc byte[TagLength];
        foreach (var signer in signers)
        {
            signer.Sign(bytes, expected);
            if (CryptographicOperations.FixedTimeEquals(tag, expected)) return true;
        }

        return false;
    }

    private sealed class Signer
    {
        private readonly byte[] key;

        // One a thread: starting OpenSSL's HMAC anew for each id costs more than twice the hash.
        private readonly ThreadLocal<IncrementalHash> hmac;

        public Signer(byte[] hmacKey)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(hmacKey.Length, 16, nameof(hmacKey));
            key = [.. hmacKey];
            hmac = new(() => IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key));
        }

        public bool Has(byte[] other) => CryptographicOperations.FixedTimeEquals(key, other);

        public void Sign(ReadOnlySpan<byte> bytes, Span<byte> tag)
        {
            Span<byte> whole = stackalloc byte[HMACSHA256.HashSizeInBytes];
            var signing = hmac.Value!;
            signing.AppendData(bytes);
            signing.GetHashAndReset(whole);
            whole[..TagLength].CopyTo(tag);
        }
    }
}
