using System.Security.Cryptography;
using System.Text;

namespace LlmRouting.Operator.Builders;

/// <summary>The key that a tier's vLLM asks for.</summary>
/// <param name="IsNew">Whether its Secret is still to be made; one that is there is never written again.</param>
public sealed record TierKey(string Value, bool IsNew)
{
    /// <summary>Of 256 random bits, so it tells nothing about them.</summary>
    public string Hash => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Value)))[..12];

    /// <summary>Without the key, so that no log or exception can carry it.</summary>
    public override string ToString() => $"key {Hash}";
}
