using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using LlmRouting.Operator.Publishing;
using LlmRouting.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace LlmRouting.Operator.Tests.Publishing;

public sealed class ServingCertificateTests
{
    private const string SecretPath = "/api/v1/namespaces/llm/secrets/llm-routing-serving";

    private static readonly ServingCertificateOptions Options = new()
    {
        Namespace = "llm",
        DnsNames = ["localhost"],
        Bundles = [new BundleTarget("models", "llm-routing-ca")],
    };

    [Fact]
    public async Task Replicas_that_start_at_once_end_up_with_one_certificate()
    {
        await using var api = await ReviewingApi.StartAsync();
        var time = new ManualTime();
        using var client = api.Client(time);
        var replicas = Enumerable.Range(0, 4).Select(_ => Certificate(client, time)).ToList();
        await Task.WhenAll(replicas.Select(replica => replica.EnsureAsync(default)));
        Assert.Single(replicas.Select(replica => replica.Current.Thumbprint).Distinct());
        // What they derive is theirs together, too, and outlives the certificate.
        Assert.Single(replicas.Select(replica => Convert.ToHexString(replica.Derive("request-ids/default")!)).Distinct());
        Assert.NotEqual(replicas[0].Derive("request-ids/default"), replicas[0].Derive("request-ids/edge"));
        Assert.Equal(replicas[0].BundlePem, api.Find("/api/v1/namespaces/models/configmaps/llm-routing-ca")!["data"]!["ca.crt"]!.GetValue<string>());
    }

    [Fact]
    public async Task At_rest_nothing_is_written()
    {
        await using var api = await ReviewingApi.StartAsync();
        var time = new ManualTime();
        using var client = api.Client(time);
        var certificate = Certificate(client, time);
        await certificate.EnsureAsync(default);
        var before = api.Writes.Count();
        await certificate.EnsureAsync(default);
        Assert.Equal(before, api.Writes.Count());
    }

    [Fact]
    public async Task A_rotation_by_one_replica_reaches_the_other()
    {
        await using var api = await ReviewingApi.StartAsync();
        var time = new ManualTime();
        using var client = api.Client(time);
        var (one, other) = (Certificate(client, time), Certificate(client, time));
        await one.EnsureAsync(default);
        await other.EnsureAsync(default);
        var changes = 0;
        other.Changed += () => changes++;
        var derived = one.Derive("request-ids/default");
        time.Advance(TimeSpan.FromDays(61));
        await one.EnsureAsync(default);
        await other.EnsureAsync(default);
        Assert.Equal(derived, other.Derive("request-ids/default"));
        Assert.Equal(one.Current.Thumbprint, other.Current.Thumbprint);
        Assert.Equal(1, changes);
    }

    [Fact]
    public async Task A_bundle_that_somebody_changed_is_healed()
    {
        await using var api = await ReviewingApi.StartAsync();
        var time = new ManualTime();
        using var client = api.Client(time);
        var certificate = Certificate(client, time);
        await certificate.EnsureAsync(default);
        const string path = "/api/v1/namespaces/models/configmaps/llm-routing-ca";
        api.Put(path, new JsonObject { ["metadata"] = new JsonObject { ["name"] = "llm-routing-ca" }, ["data"] = new JsonObject { ["ca.crt"] = "forged" } });
        await certificate.EnsureAsync(default);
        Assert.Equal(certificate.BundlePem, api.Find(path)!["data"]!["ca.crt"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_Secret_of_the_chart_is_filled_and_otherwise_left_to_it()
    {
        await using var api = await ReviewingApi.StartAsync();
        var time = new ManualTime();
        using var client = api.Client(time);
        api.Put(SecretPath, Secret(OfTheChart));
        await Certificate(client, time).EnsureAsync(default);
        var secret = api.Find(SecretPath)!;
        Assert.Equal(["ca.crt", "ca.key", "tls.crt", "tls.key"], secret["data"]!.AsObject().Select(item => item.Key).Order(StringComparer.Ordinal));
        Assert.Equal("Helm", secret["metadata"]!["labels"]!["app.kubernetes.io/managed-by"]!.GetValue<string>());
        Assert.Equal("Opaque", secret["type"]!.GetValue<string>());
    }

    [Theory]
    [InlineData(OfTheChart)]
    [InlineData("""{"app.kubernetes.io/managed-by":"llm-routing"}""")]
    public async Task A_Secret_of_ours_that_is_no_use_is_written_anew(string labels)
    {
        await using var api = await ReviewingApi.StartAsync();
        var time = new ManualTime();
        using var client = api.Client(time);
        var spoilt = Secret(labels);
        spoilt["data"] = new JsonObject { ["tls.crt"] = "eA==", ["ca.key"] = "eA==" };
        api.Put(SecretPath, spoilt);
        var certificate = Certificate(client, time);
        await certificate.EnsureAsync(default);
        Assert.True(certificate.IsReady);
    }

    [Fact]
    public async Task A_Secret_with_something_else_in_it_is_not_overwritten()
    {
        await using var api = await ReviewingApi.StartAsync();
        var time = new ManualTime();
        using var client = api.Client(time);
        api.Put(SecretPath, JsonNode.Parse("""{"apiVersion":"v1","kind":"Secret","metadata":{"name":"llm-routing-serving","namespace":"llm"},"data":{"password":"eA=="}}""")!.AsObject());
        var fault = await Assert.ThrowsAsync<InvalidOperationException>(() => Certificate(client, time).EnsureAsync(default));
        Assert.Contains("llm/llm-routing-serving", fault.Message, StringComparison.Ordinal);
        Assert.Empty(api.Writes);
    }

    [Fact]
    public async Task A_certificate_of_somebody_elses_without_its_authority_is_named_whatever_its_common_labels()
    {
        await using var api = await ReviewingApi.StartAsync();
        var time = new ManualTime();
        using var client = api.Client(time);
        var theirs = Secret("{\"app.kubernetes.io/part-of\":\"llm-routing\"}");
        theirs["data"] = new JsonObject { ["tls.crt"] = "eA==", ["tls.key"] = "eA==" };
        api.Put(SecretPath, theirs);
        await Assert.ThrowsAsync<InvalidOperationException>(() => Certificate(client, time).EnsureAsync(default));
        Assert.Empty(api.Writes);
    }

    [Fact]
    public async Task What_is_derived_from_a_certificate_of_ones_own_comes_from_its_private_key_and_not_from_the_curves_name_before_it()
    {
        var derived = new List<string>();
        for (var i = 0; i < 2; i++)
        {
            await using var api = await ReviewingApi.StartAsync();
            var time = new ManualTime();
            using var client = api.Client(time);
            api.Put(SecretPath, OfOnesOwn(time));
            var certificate = Certificate(client, time);
            await certificate.EnsureAsync(default);
            derived.Add(Convert.ToHexString(certificate.Derive("request-ids/default")!));
        }

        Assert.NotEqual(derived[0], derived[1]);
    }

    /// <summary>With a key as <c>openssl ecparam -name prime256v1 -genkey</c> writes it.</summary>
    private static JsonObject OfOnesOwn(TimeProvider time)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(time.GetUtcNow().AddDays(-1), time.GetUtcNow().AddDays(90));
        var secret = Secret("{}");
        secret["data"] = new JsonObject
        {
            ["tls.crt"] = Base64(certificate.ExportCertificatePem()),
            ["tls.key"] = Base64("-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n" + key.ExportECPrivateKeyPem()),
            ["ca.crt"] = Base64(certificate.ExportCertificatePem()),
        };
        return secret;

        static string Base64(string pem) => Convert.ToBase64String(Encoding.ASCII.GetBytes(pem));
    }

    /// <summary>As Helm installs it.</summary>
    private const string OfTheChart = """{"app.kubernetes.io/managed-by":"Helm","app.kubernetes.io/part-of":"llm-routing"}""";

    private static JsonObject Secret(string labels) =>
        JsonNode.Parse($$"""{"apiVersion":"v1","kind":"Secret","metadata":{"name":"llm-routing-serving","namespace":"llm","labels":{{labels}}},"type":"Opaque"}""")!.AsObject();

    private static ServingCertificate Certificate(Operator.Kubernetes.KubernetesClient client, TimeProvider time) =>
        new(client, Options, time, new Random(1), NullLogger<ServingCertificate>.Instance);
}
