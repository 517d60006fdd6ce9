using LlmRouting.Contract.Api;
using LlmRouting.Contract.Validation;

namespace LlmRouting.Contract.Compilation;

/// <summary>The key of a tier's vLLM servers.</summary>
public static class VllmKey
{
    /// <summary>Null where the Secret is missing, has another role, or holds no key.</summary>
    /// <param name="secret">The one called <see cref="ApiNames.VllmKeyOf"/>.</param>
    public static string? Of(Secret? secret) =>
        secret is not null && SecretValues.Role(secret) == ApiNames.VllmKeySecret ? SecretValues.Find(secret, ApiNames.VllmKeyEntry) : null;
}
