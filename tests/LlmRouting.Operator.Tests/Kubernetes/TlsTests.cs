using LlmRouting.Operator.Kubernetes;

namespace LlmRouting.Operator.Tests.Kubernetes;

public sealed class TlsTests : IDisposable
{
    private const string ConfigMap = """{"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"a"}}""";
    private readonly TestAuthority authority = new("authority");
    private readonly TestFolder folder = new();

    public void Dispose()
    {
        authority.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task A_kubeconfig_with_a_client_certificate_speaks_HTTP_2_to_a_server_of_its_authority()
    {
        await using var api = await StartAsync(authority.Server("api", loopback: true));
        var (certificate, key) = authority.Client("admin");
        using var client = Client(KubeconfigFile.Load(folder.Write("config", $$$$"""
            apiVersion: v1
            kind: Config
            clusters: [{name: local, cluster: {server: "{{{{api.Connection.Server.OriginalString}}}}", certificate-authority-data: {{{{Convert.ToBase64String(authority.PemBytes)}}}}}}]
            users: [{name: admin, user: {client-certificate-data: {{{{Convert.ToBase64String(certificate)}}}}, client-key-data: {{{{Convert.ToBase64String(key)}}}}}}]
            contexts: [{name: local, context: {cluster: local, user: admin}}]
            current-context: local
            """)));
        await FindAsync(client);
        Assert.Equal(("CN=admin", "HTTP/2"), (api.Calls[0].ClientCertificate, api.Calls[0].Protocol));
    }

    [Fact]
    public async Task Certificates_in_files_are_read_again_and_shown_on_new_connections()
    {
        await using var api = await StartAsync(authority.Server("api", loopback: true));
        var time = new TestKit.ManualTime();
        var user = new UserCredential { CertificateFile = Path.Combine(folder.Path, "tls.crt"), KeyFile = Path.Combine(folder.Path, "tls.key") };
        using var client = Client(api.Connection with { Trust = Trusted, User = user }, time);
        foreach (var name in new[] { "one", "two" })
        {
            var (certificate, key) = authority.Client(name);
            folder.Write("tls.crt", certificate);
            folder.Write("tls.key", key);
            await FindAsync(client);
            time.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(["CN=one", "CN=two"], api.Calls.Select(call => call.ClientCertificate));
    }

    [Fact]
    public async Task A_client_certificate_with_the_wrong_key_says_so()
    {
        await using var api = await StartAsync(authority.Server("api", loopback: true));
        var user = new UserCredential { CertificateData = authority.Client("one").Certificate, KeyData = authority.Client("two").Key };
        var error = await RefusedAsync(api.Connection with { Trust = Trusted, User = user });
        Assert.Contains("the client certificate and its key cannot be used", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_of_another_authority_is_not_believed()
    {
        using var other = new TestAuthority("other");
        await using var api = await StartAsync(other.Server("api", loopback: true));
        var error = await RefusedAsync(api.Connection with { Trust = Trusted });
        Assert.True(error.IsUnreachable);
        Assert.Contains("certificate is not accepted", error.Message, StringComparison.Ordinal);
        Assert.Empty(api.Calls);
    }

    [Fact]
    public async Task A_server_of_another_name_is_not_believed_unless_that_is_the_tls_server_name()
    {
        await using var api = await StartAsync(authority.Server("kubernetes.default.svc", loopback: false));
        var error = await RefusedAsync(api.Connection with { Trust = Trusted });
        Assert.Contains("tls-server-name", error.Message, StringComparison.Ordinal);
        using var client = Client(api.Connection with { Trust = Trusted with { ServerName = "kubernetes.default.svc" } });
        await FindAsync(client);
    }

    [Fact]
    public async Task An_authority_that_is_not_self_signed_is_believed()
    {
        using var below = authority.Below("below");
        await using var api = await StartAsync(below.Server("api", loopback: true));
        using var client = Client(api.Connection with { Trust = new ServerTrust { AuthorityFile = folder.Write("ca.crt", below.PemBytes) } });
        await FindAsync(client);
    }

    [Fact]
    public async Task Insecure_believes_anybody()
    {
        await using var api = await StartAsync(authority.Server("elsewhere", loopback: false));
        using var client = Client(api.Connection with { Trust = new ServerTrust { Insecure = true } });
        await FindAsync(client);
    }

    [Theory]
    [InlineData("")]
    [InlineData("no certificate")]
    public async Task An_authority_without_a_certificate_says_so(string text)
    {
        await using var api = await StartAsync(authority.Server("api", loopback: true));
        var error = await RefusedAsync(api.Connection with { Trust = new ServerTrust { AuthorityFile = folder.Write("ca.crt", text) } });
        Assert.Contains("the certificate authority holds no certificate", error.Message, StringComparison.Ordinal);
    }

    private ServerTrust Trusted => new() { AuthorityData = authority.PemBytes };

    private static Task<ScriptedApi> StartAsync(System.Security.Cryptography.X509Certificates.X509Certificate2 certificate) =>
        ScriptedApi.StartAsync(call => call.AnswerAsync(ConfigMap), certificate);

    private static KubernetesClient Client(KubernetesConnection connection, TimeProvider? time = null) =>
        KubernetesClient.Create(connection, time ?? TimeProvider.System, new Random(1));

    private static Task FindAsync(KubernetesClient client) => client.FindAsync(ApiResources.ConfigMaps, "t1", "a", default);

    private static async Task<KubernetesException> RefusedAsync(KubernetesConnection connection)
    {
        using var client = Client(connection);
        return await Assert.ThrowsAsync<KubernetesException>(() => FindAsync(client));
    }
}
