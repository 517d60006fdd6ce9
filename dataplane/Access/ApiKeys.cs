using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using LlmRouting.Contract.Snapshot;

namespace LlmRouting.DataPlane.Access;

/// <summary>Client keys: <c>llmr_&lt;id&gt;_&lt;secret&gt;</c>.</summary>
public static class ApiKeys
{
    internal const string Prefix = "llmr_";

    private const string IdAlphabet = "abcdefghijklmnopqrstuvwxyz234567";
    private const string SecretAlphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private static readonly SearchValues<char> Printable = SearchValues.Create([.. Enumerable.Range('!', '~' - '!' + 1).Select(c => (char)c)]);

    /// <summary>A new key from the system's random numbers: 60 bits of id, 256 bits of secret.</summary>
    /// <param name="policies">Policy names of the namespace; empty: all of them.</param>
    public static GeneratedKey Generate(string @namespace, IReadOnlyList<string> policies, string? limitClass = null, DateTimeOffset? notAfter = null)
    {
        var id = RandomNumberGenerator.GetString(IdAlphabet, 12);
        var secret = RandomNumberGenerator.GetString(SecretAlphabet, 43);
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(secret)));
        var stored = new KeySnapshot { Id = id, Sha256 = hash, Namespace = @namespace, Policies = policies, LimitClass = limitClass, NotAfter = notAfter };
        return new GeneratedKey($"{Prefix}{id}_{secret}", stored);
    }

    /// <summary>Splits at the first underscore after the prefix; false where it is not our form, printable ASCII within 256 characters.</summary>
    internal static bool TrySplit(ReadOnlySpan<char> key, out ReadOnlySpan<char> id, out ReadOnlySpan<char> secret)
    {
        id = secret = default;
        if (key.Length > 256 || !key.StartsWith(Prefix, StringComparison.Ordinal) || key.ContainsAnyExcept(Printable)) return false;
        key = key[Prefix.Length..];
        var end = key.IndexOf('_');
        if (end <= 0 || end == key.Length - 1) return false;
        id = key[..end];
        secret = key[(end + 1)..];
        return true;
    }
}
