using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using LlmRouting.Contract.Snapshot;

namespace LlmRouting.Contract.Compilation;

/// <summary>A snapshot's name: a hash over the hashes of its parts. A part is hashed once an instance, so that a change costs what has changed.</summary>
internal static class SnapshotRevision
{
    private const int Digits = 12;

    private static readonly Memo<PolicySnapshot, PartDigest> Policies = new(part => PartDigest.Of(part, SnapshotJsonContext.Default.PolicySnapshot));
    private static readonly Memo<TierSnapshot, PartDigest> Tiers = new(part => PartDigest.Of(part, SnapshotJsonContext.Default.TierSnapshot));
    private static readonly Memo<EndpointsSnapshot, PartDigest> Endpoints = new(part => PartDigest.Of(part, SnapshotJsonContext.Default.EndpointsSnapshot));
    private static readonly Memo<SplitSnapshot, PartDigest> Splits = new(part => PartDigest.Of(part, SnapshotJsonContext.Default.SplitSnapshot));
    private static readonly Memo<KeySnapshot, PartDigest> Keys = new(part => PartDigest.Of(part, SnapshotJsonContext.Default.KeySnapshot));

    /// <summary>Of everything but the revision itself and credentials.</summary>
    public static string Of(RoutingSnapshot snapshot)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{snapshot.SchemaVersion}/{snapshot.Gateway}\n"));
        Add(hash, snapshot.Policies, Policies);
        Add(hash, snapshot.Tiers, Tiers);
        Add(hash, snapshot.Endpoints, Endpoints);
        Add(hash, snapshot.Splits, Splits);
        Add(hash, snapshot.Keys, Keys);
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..Digits];
    }

    public static bool AreEqual(PolicySnapshot one, PolicySnapshot other) => Policies.Of(one).Hash.AsSpan().SequenceEqual(Policies.Of(other).Hash);

    public static bool AreEqual(TierSnapshot one, TierSnapshot other) => Tiers.Of(one).Hash.AsSpan().SequenceEqual(Tiers.Of(other).Hash);

    /// <summary>What it takes in a frame.</summary>
    public static int BytesOf(PolicySnapshot policy) => Policies.Of(policy).Bytes;

    public static int BytesOf(TierSnapshot tier) => Tiers.Of(tier).Bytes;

    public static int BytesOf(KeySnapshot key) => Keys.Of(key).Bytes;

    /// <summary>The number of parts comes first, so that a part cannot pass for one of the next list.</summary>
    private static void Add<T>(IncrementalHash hash, IReadOnlyList<T> parts, Memo<T, PartDigest> digests)
        where T : class
    {
        Span<byte> count = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(count, parts.Count);
        hash.AppendData(count);
        foreach (var part in parts) hash.AppendData(digests.Of(part).Hash);
    }
}
