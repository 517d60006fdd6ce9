using System.Security.Cryptography;
using System.Text;
using LlmRouting.Contract.Api;

namespace LlmRouting.Contract.Compilation;

/// <summary>Names what answers behind a model's name: its weights and the server they run in, or somebody else's address.</summary>
public static class ModelDigest
{
    private const int Digits = 12;

    public static string Of(ModelTier tier)
    {
        var (model, vllm) = (tier.Spec.Model, tier.Spec.Vllm);
        string?[] parts =
        [
            model.Uri, tier.Status?.ResolvedRevision ?? model.Revision, tier.Spec.External?.BaseUrl, vllm?.Version, vllm?.Image, vllm?.Quantization, .. vllm?.ExtraArgs ?? [],
        ];
        // A zero byte is in none of them.
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', parts))))[..Digits];
    }
}
