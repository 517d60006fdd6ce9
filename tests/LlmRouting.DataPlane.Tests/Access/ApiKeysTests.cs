using System.Security.Cryptography;
using System.Text;
using LlmRouting.Contract.Snapshot;
using LlmRouting.DataPlane.Access;

namespace LlmRouting.DataPlane.Tests.Access;

public sealed class ApiKeysTests
{
    [Fact]
    public void A_key_has_an_id_and_a_secret_of_at_least_128_bits_of_which_only_the_hash_is_kept()
    {
        var key = ApiKeys.Generate("ns", ["default"]);
        var parts = key.Key.Split('_');
        Assert.Equal(["llmr", key.Stored.Id], parts[..2]);
        Assert.Matches("^[a-z2-7]{12}$", parts[1]);
        Assert.Matches("^[0-9A-Za-z]{43}$", parts[2]);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(parts[2]))), key.Stored.Sha256);
        Assert.DoesNotContain(parts[2], key.ToString());
    }

    [Fact]
    public void Keys_do_not_repeat() => Assert.Equal(1000, Enumerable.Range(0, 1000).Select(_ => ApiKeys.Generate("ns", []).Key).Distinct().Count());

    [Fact]
    public void The_secret_manifest_is_what_a_gateway_reads()
    {
        var key = new KeySnapshot
        {
            Id = "1234567890", Sha256 = new string('a', 64), Namespace = "ns", Policies = ["default", "no"], LimitClass = "free",
            NotAfter = new DateTimeOffset(2027, 1, 31, 9, 0, 0, TimeSpan.FromHours(9)),
        };
        Assert.Equal($"""
            apiVersion: v1
            kind: Secret
            metadata:
              name: "ci"
              namespace: "ns"
              labels:
                llmrouting.dev/secret: api-key
            type: Opaque
            stringData:
              id: "1234567890"
              sha256: "{key.Sha256}"
              policies: "default,no"
              limitClass: "free"
              notAfter: "2027-01-31T00:00:00Z"

            """, KeySecretManifest.Write("ci", "ns", key));
    }

    [Fact]
    public void The_secret_manifest_leaves_out_what_is_not_set()
    {
        var yaml = KeySecretManifest.Write("ci", "ns", ApiKeys.Generate("ns", []).Stored);
        Assert.DoesNotContain("policies", yaml);
        Assert.DoesNotContain("limitClass", yaml);
        Assert.DoesNotContain("notAfter", yaml);
    }
}
