using LlmRouting.Operator.Kubernetes;
using LlmRouting.TestKit;

namespace LlmRouting.Operator.Tests.Kubernetes;

public sealed class CredentialTests : IDisposable
{
    private const string ConfigMap = """{"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"a"}}""";
    private readonly TestFolder folder = new();
    private readonly ManualTime time = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_token_file_is_read_again_after_a_minute()
    {
        await using var api = await ScriptedApi.StartAsync(ConfigMap);
        using var client = Client(api, new UserCredential { TokenFile = folder.Write("token", "one\n"), Token = "unused" });
        await FindAsync(client);
        folder.Write("token", "two\n");
        await FindAsync(client);
        time.Advance(TimeSpan.FromMinutes(1));
        await FindAsync(client);
        Assert.Equal(["Bearer one", "Bearer one", "Bearer two"], Authorizations(api));
    }

    [Fact]
    public async Task A_token_file_that_goes_away_leaves_the_last_token()
    {
        await using var api = await ScriptedApi.StartAsync(ConfigMap);
        var file = folder.Write("token", "one");
        using var client = Client(api, new UserCredential { TokenFile = file });
        await FindAsync(client);
        File.Delete(file);
        time.Advance(TimeSpan.FromMinutes(1));
        await FindAsync(client);
        Assert.Equal(["Bearer one", "Bearer one"], Authorizations(api));
    }

    [Fact]
    public async Task A_refused_token_is_read_again_at_once_and_the_request_repeated()
    {
        var file = folder.Write("token", "one");
        await using var api = await ScriptedApi.StartAsync(call =>
        {
            if (call.Header("Authorization") == "Bearer two") return call.AnswerAsync(ConfigMap);
            folder.Write("token", "two");
            return call.StatusAsync(401, "Unauthorized");
        });
        using var client = Client(api, new UserCredential { TokenFile = file });
        await FindAsync(client);
        Assert.Equal(["Bearer one", "Bearer two"], Authorizations(api));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_token_that_stays_refused_is_a_401(bool inFile)
    {
        await using var api = await ScriptedApi.StartAsync(call => call.StatusAsync(401, "Unauthorized"));
        using var client = Client(api, inFile ? new UserCredential { TokenFile = folder.Write("token", "one") } : new UserCredential { Token = "one" });
        Assert.True((await Assert.ThrowsAsync<KubernetesException>(() => FindAsync(client))).IsUnauthorized);
        Assert.Single(api.Calls);
    }

    [Fact]
    public async Task A_missing_token_file_says_so()
    {
        await using var api = await ScriptedApi.StartAsync(ConfigMap);
        using var client = Client(api, new UserCredential { TokenFile = Path.Combine(folder.Path, "none") });
        Assert.Contains("the credentials cannot be read", (await Assert.ThrowsAsync<KubernetesException>(() => FindAsync(client))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_and_password_are_basic()
    {
        await using var api = await ScriptedApi.StartAsync(ConfigMap);
        using var client = Client(api, new UserCredential { Username = "a", Password = "é" });
        await FindAsync(client);
        Assert.Equal(["Basic YTrDqQ=="], Authorizations(api));
    }

    [Fact]
    public async Task A_plugin_runs_once_until_its_credential_expires()
    {
        await using var api = await ScriptedApi.StartAsync(ConfigMap);
        using var client = Client(api, Exec("""
            echo run >> runs
            printf '%s' "$KUBERNETES_EXEC_INFO" > info
            echo '{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","status":{"token":"'"$1-$WHO-$(wc -l < runs)"'","expirationTimestamp":"2026-01-01T00:10:00Z"}}'
            """));
        await FindAsync(client);
        time.Advance(TimeSpan.FromMinutes(9));
        await Task.WhenAll(FindAsync(client), FindAsync(client));
        time.Advance(TimeSpan.FromMinutes(1));
        await FindAsync(client);
        Assert.Equal(["Bearer arg-me-1", "Bearer arg-me-1", "Bearer arg-me-1", "Bearer arg-me-2"], Authorizations(api));
        Assert.Equal(
            $$$$"""{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","spec":{"cluster":{"server":"{{{{api.Connection.Server.OriginalString}}}}","config":{"audience":"x"}},"interactive":false}}""",
            File.ReadAllText(Path.Combine(folder.Path, "info")));
    }

    [Fact]
    public async Task A_plugin_without_an_expiry_runs_again_when_refused()
    {
        await using var api = await ScriptedApi.StartAsync(call => call.Header("Authorization") == "Bearer 2" ? call.AnswerAsync(ConfigMap) : call.StatusAsync(401, "Unauthorized"));
        using var client = Client(api, Exec("""
            echo run >> runs
            echo '{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","status":{"token":"'"$(wc -l < runs)"'"}}'
            """));
        await FindAsync(client);
        await FindAsync(client);
        Assert.Equal(["Bearer 1", "Bearer 2", "Bearer 2"], Authorizations(api));
    }

    [Theory]
    [InlineData("echo why it failed >&2; exit 3", "ended with 3: why it failed")]
    [InlineData("echo secret", "printed no JSON")]
    [InlineData("echo '[]'", "printed no ExecCredential")]
    [InlineData("echo '{\"apiVersion\":\"client.authentication.k8s.io/v1beta1\",\"kind\":\"ExecCredential\",\"status\":{\"token\":\"x\"}}'", "no ExecCredential of client.authentication.k8s.io/v1")]
    [InlineData("echo '{\"apiVersion\":\"client.authentication.k8s.io/v1\",\"kind\":\"ExecCredential\",\"status\":{\"clientCertificateData\":\"secret\"}}'", "neither a token nor a certificate with its key")]
    [InlineData("echo '{\"apiVersion\":\"client.authentication.k8s.io/v1\",\"kind\":\"ExecCredential\",\"status\":{\"token\":\"secret\",\"expirationTimestamp\":\"soon\"}}'", "no time")]
    public async Task A_plugin_that_fails_says_how_and_gives_no_secret_away(string script, string words)
    {
        await using var api = await ScriptedApi.StartAsync(ConfigMap);
        using var client = Client(api, Exec(script));
        var error = await Assert.ThrowsAsync<KubernetesException>(() => FindAsync(client));
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.ToString(), StringComparison.Ordinal);
        Assert.Empty(api.Calls);
    }

    [Fact]
    public async Task A_missing_plugin_tells_how_to_install_it()
    {
        await using var api = await ScriptedApi.StartAsync(ConfigMap);
        using var client = Client(api, new UserCredential { Exec = new ExecPlugin { ApiVersion = "client.authentication.k8s.io/v1", Command = "/no/such/plugin", InstallHint = "Install it." } });
        Assert.EndsWith("Install it.", (await Assert.ThrowsAsync<KubernetesException>(() => FindAsync(client))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Printing_a_connection_prints_no_secret()
    {
        var connection = new KubernetesConnection { Server = new Uri("https://x"), User = new UserCredential { Token = "secret", Password = "secret" } };
        Assert.DoesNotContain("secret", connection.ToString(), StringComparison.Ordinal);
    }

    private UserCredential Exec(string script) => new()
    {
        Exec = new ExecPlugin
        {
            ApiVersion = "client.authentication.k8s.io/v1",
            Command = "sh",
            Arguments = [folder.Write("plugin", $"cd {folder.Path}\n{script}\n"), "arg"],
            Environment = new Dictionary<string, string> { ["WHO"] = "me" },
            ProvideClusterInfo = true,
            ClusterConfig = """{"audience":"x"}""",
        },
    };

    private KubernetesClient Client(ScriptedApi api, UserCredential user) => KubernetesClient.Create(api.Connection with { User = user }, time, new Random(1));

    private static Task FindAsync(KubernetesClient client) => client.FindAsync(ApiResources.ConfigMaps, "t1", "a", default);

    private static IEnumerable<string> Authorizations(ScriptedApi api) => api.Calls.Select(call => call.Header("Authorization"));
}
