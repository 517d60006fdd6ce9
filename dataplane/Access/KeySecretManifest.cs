using System.Globalization;
using System.Text;
using LlmRouting.Contract.Api;
using LlmRouting.Contract.Snapshot;

namespace LlmRouting.DataPlane.Access;

/// <summary>The Secret that makes a key known to a gateway. It holds a hash, so it may be committed where others read.</summary>
public static class KeySecretManifest
{
    /// <summary>YAML for <c>kubectl apply</c> or a manifests folder.</summary>
    /// <param name="name">Of the Secret.</param>
    public static string Write(string name, string @namespace, KeySnapshot key)
    {
        var yaml = new StringBuilder($"""
            apiVersion: v1
            kind: Secret
            metadata:
              name: {Quoted(name)}
              namespace: {Quoted(@namespace)}
              labels:
                llmrouting.dev/secret: api-key
            type: Opaque
            stringData:
              id: {Quoted(key.Id)}
              sha256: {Quoted(key.Sha256)}

            """);
        if (key.Policies.Count > 0) Line("policies", string.Join(',', key.Policies));
        if (key.LimitClass is { } limitClass) Line("limitClass", limitClass);
        if (key.NotAfter is { } notAfter) Line("notAfter", notAfter.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        return yaml.ToString();

        void Line(string field, string value) => yaml.Append("  ").Append(field).Append(": ").Append(Quoted(value)).Append('\n');
    }

    /// <summary>The same as an object, for checks.</summary>
    public static Secret Secret(string name, string @namespace, KeySnapshot key)
    {
        var entries = new Dictionary<string, string> { ["id"] = key.Id, ["sha256"] = key.Sha256 };
        if (key.Policies.Count > 0) entries["policies"] = string.Join(',', key.Policies);
        if (key.LimitClass is { } limitClass) entries["limitClass"] = limitClass;
        return new Secret
        {
            ApiVersion = "v1",
            Kind = "Secret",
            Metadata = new ObjectMeta { Name = name, Namespace = @namespace, Labels = new Dictionary<string, string> { [ApiNames.SecretLabel] = ApiNames.ApiKeySecret } },
            StringData = entries,
        };
    }

    // Always quoted: an id of digits or a name such as "no" would arrive as something else.
    private static string Quoted(string text) => $"\"{text.Replace("\\", "\\\\").Replace("\"", "\\\"")}\"";
}
