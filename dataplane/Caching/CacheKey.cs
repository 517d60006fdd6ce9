using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using LlmRouting.Contract.Snapshot;
using LlmRouting.DataPlane.State;

namespace LlmRouting.DataPlane.Caching;

/// <summary>SHA-256 over all that an answer depends on. Whoever asks is part of it, so no caller can see another's answers (S3.7a).</summary>
public readonly record struct CacheKey
{
    [ThreadStatic]
    private static IncrementalHash? hash;

    private readonly ulong a, b, c, d;

    private CacheKey(ReadOnlySpan<byte> sha256)
    {
        a = BinaryPrimitives.ReadUInt64LittleEndian(sha256);
        b = BinaryPrimitives.ReadUInt64LittleEndian(sha256[8..]);
        c = BinaryPrimitives.ReadUInt64LittleEndian(sha256[16..]);
        d = BinaryPrimitives.ReadUInt64LittleEndian(sha256[24..]);
    }

    /// <summary>Equal for equal requests of one caller that would reach the same model with the same defaults.</summary>
    /// <param name="keyId">Id of the caller's key.</param>
    /// <param name="dialect">Which of OpenAI's endpoints was asked.</param>
    /// <param name="body">As the client sent it.</param>
    public static CacheKey Of(string keyId, PolicySnapshot policy, TierSnapshot tier, SplitSide side, string dialect, ReadOnlySpan<byte> body)
    {
        var sha = hash ??= IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(sha, policy.Namespace);
        Add(sha, keyId);
        Add(sha, policy.Uid);
        Add(sha, tier.Uid);
        Add(sha, tier.Namespace);
        Add(sha, tier.Name);
        Add(sha, tier.Model);
        Add(sha, tier.ModelDigest);
        Add(sha, dialect);
        Add(sha, (int)side, tier.DefaultTemperature, tier.DefaultMaxTokens);
        sha.AppendData(body);
        Span<byte> result = stackalloc byte[SHA256.HashSizeInBytes];
        sha.GetHashAndReset(result);
        return new CacheKey(result);
    }

    // With its length, so that no two lists of texts run together to the same bytes.
    private static void Add(IncrementalHash sha, string text)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, text.Length);
        sha.AppendData(length);
        sha.AppendData(MemoryMarshal.AsBytes(text.AsSpan()));
    }

    private static void Add(IncrementalHash sha, int side, decimal? temperature, int? maxTokens)
    {
        Span<int> numbers = stackalloc int[7];
        numbers[0] = side;
        numbers[1] = maxTokens ?? -1;
        numbers[2] = temperature is null ? 0 : 1;
        decimal.GetBits(temperature ?? 0, numbers[3..]);
        sha.AppendData(MemoryMarshal.AsBytes(numbers));
    }
}
