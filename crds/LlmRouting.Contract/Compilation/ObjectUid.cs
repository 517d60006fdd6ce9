using System.Security.Cryptography;
using System.Text;
using LlmRouting.Contract.Api;

namespace LlmRouting.Contract.Compilation;

/// <summary>An object's uid: the server's, or one derived from its identity, so that state survives reloads of a folder.</summary>
internal static class ObjectUid
{
    public static string Of(ApiObject item)
    {
        if (!string.IsNullOrEmpty(item.Metadata.Uid)) return item.Metadata.Uid;
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{item.Ref.Kind}/{item.Ref.Key}"));
        return new Guid(hash.AsSpan(0, 16), bigEndian: true).ToString();
    }
}
