using System.Text;
using LlmRouting.Operator.Kubernetes;

namespace LlmRouting.Operator.Tests.Kubernetes;

public sealed class KubeconfigTests : IDisposable
{
    private const string Whole = """
        apiVersion: v1
        kind: Config
        preferences: {}
        current-context: dev
        clusters:
        - name: local
          cluster:
            server: https://10.0.0.1:6443/k8s/clusters/c-1
            certificate-authority: pki/ca.crt
            tls-server-name: kubernetes
            disable-compression: true
            extensions:
            - name: client.authentication.k8s.io/exec
              extension: {audience: x, count: 3, on: true, quoted: "3", none: null, list: [a, 1.5]}
        users:
        - name: plugin
          user:
            exec:
              apiVersion: client.authentication.k8s.io/v1
              command: bin/plugin
              args: [get-token, --cluster, "1"]
              env: [{name: A, value: b}]
              interactiveMode: IfAvailable
              provideClusterInfo: true
              installHint: Install it.
        - name: files
          user: {client-certificate: /pki/admin.crt, client-key: admin.key, tokenFile: token}
        - name: token
          user: {token: abc}
        contexts:
        - name: dev
          context: {cluster: local, user: plugin, namespace: models}
        - name: files
          context: {cluster: local, user: files}
        - name: token
          context: {cluster: local, user: token}
        - name: nobody
          context: {cluster: local}
        """;

    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_current_context_is_taken_and_paths_begin_at_the_files_folder()
    {
        var connection = Load(Whole);
        Assert.Equal(("https://10.0.0.1:6443/k8s/clusters/c-1", "models"), (connection.Server.OriginalString, connection.Namespace));
        Assert.Equal((Path.Combine(folder.Path, "pki/ca.crt"), "kubernetes", false), (connection.Trust.AuthorityFile, connection.Trust.ServerName, connection.Trust.Insecure));
        var exec = connection.User.Exec!;
        Assert.Equal((Path.Combine(folder.Path, "bin/plugin"), true, "Install it."), (exec.Command, exec.ProvideClusterInfo, exec.InstallHint));
        Assert.Equal(["get-token", "--cluster", "1"], exec.Arguments);
        Assert.Equal("b", exec.Environment["A"]);
        Assert.Equal("""{"audience":"x","count":3,"on":true,"quoted":"3","none":null,"list":["a",1.5]}""", exec.ClusterConfig);
    }

    [Fact]
    public void Another_context_is_taken_by_name()
    {
        var files = Load(Whole, "files");
        Assert.Equal(("/pki/admin.crt", Path.Combine(folder.Path, "admin.key"), Path.Combine(folder.Path, "token"), "default"), (files.User.CertificateFile, files.User.KeyFile, files.User.TokenFile, files.Namespace));
        Assert.Equal("abc", Load(Whole, "token").User.Token);
        Assert.Equal(UserCredential.Anonymous, Load(Whole, "nobody").User);
    }

    [Fact]
    public void JSON_is_a_kubeconfig_too() => Assert.Equal("https://a", Load(
        """{"clusters":[{"name":"c","cluster":{"server":"https://a","insecure-skip-tls-verify":true}}],"contexts":[{"name":"x","context":{"cluster":"c"}}],"current-context":"x"}""").Server.OriginalString);

    [Fact]
    public void Of_several_files_the_first_one_that_says_a_thing_counts()
    {
        var one = folder.Write("one", "current-context: b\nusers: [{name: u, user: {token: first}}]");
        var two = folder.Write("two", "current-context: a\nusers: [{name: u, user: {token: second}}]\nclusters: [{name: c, cluster: {server: https://two}}]\ncontexts: [{name: b, context: {cluster: c, user: u}}]");
        var connection = KubeconfigFile.Load([one, Path.Combine(folder.Path, "missing"), two], context: null);
        Assert.Equal(("first", "https://two"), (connection.User.Token, connection.Server.OriginalString));
    }

    [Fact]
    public void Data_wins_over_files()
    {
        var data = Convert.ToBase64String("pem"u8);
        var user = Load(User($"client-certificate: a, client-certificate-data: {data}, client-key-data: {data}")).User;
        Assert.Equal("pem", Encoding.UTF8.GetString(user.CertificateData!.Value.Span));
    }

    [Theory]
    [InlineData("client-certificate: a", "user u has a client-certificate but no client-key")]
    [InlineData("client-key: a", "user u has a client-key but no client-certificate")]
    [InlineData("client-key-data: '*'", "client-key-data of user u is not base64")]
    [InlineData("auth-provider: {name: gcp}", "auth-provider of user u is not supported: Kubernetes removed it, use exec")]
    [InlineData("as: admin", "as of user u is not supported: impersonation is not used")]
    [InlineData("token: [a]", "token of user u is no text")]
    [InlineData("exec: {command: x}", "exec of user u has no apiVersion")]
    [InlineData("exec: {apiVersion: client.authentication.k8s.io/v1}", "exec of user u has no command")]
    [InlineData("exec: {apiVersion: client.authentication.k8s.io/v1alpha1, command: x}", "apiVersion of exec of user u is client.authentication.k8s.io/v1alpha1; client.authentication.k8s.io/v1 and v1beta1 are supported")]
    [InlineData("exec: {apiVersion: client.authentication.k8s.io/v1, command: x, interactiveMode: Always}", "exec of user u wants a terminal (interactiveMode: Always), and there is none")]
    public void A_user_that_cannot_be_used_says_why(string user, string words) => Assert.Equal(words, Refused(User(user)));

    [Theory]
    [InlineData("", "cluster c has no server")]
    [InlineData("server: 10.0.0.1:6443", "server of cluster c must begin with https:// or http://, it is 10.0.0.1:6443")]
    [InlineData("server: https://a, proxy-url: http://p", "proxy-url of cluster c is not supported: requests go to the API server directly")]
    [InlineData("server: https://a, certificate-authority: x, insecure-skip-tls-verify: true", "cluster c has a certificate authority and insecure-skip-tls-verify: only one of them can be meant")]
    public void A_cluster_that_cannot_be_used_says_why(string cluster, string words) =>
        Assert.Equal(words, Refused($$$$"""{clusters: [{name: c, cluster: { {{{{cluster}}}} }}], contexts: [{name: x, context: {cluster: c}}], current-context: x}"""));

    [Theory]
    [InlineData("contexts: [{name: x, context: {}}]", "the kubeconfig has no current-context; it knows x")]
    [InlineData("current-context: y\ncontexts: [{name: x, context: {}}]", "the kubeconfig has no context y; it knows x")]
    [InlineData("current-context: x\ncontexts: [{name: x, context: {}}]", "context x has no cluster")]
    [InlineData("current-context: x\ncontexts: [{name: x, context: {cluster: c}}]", "the kubeconfig has no cluster c; it knows none")]
    [InlineData("current-context: x\ncontexts: [{name: x}]", "context x has no cluster")]
    [InlineData("contexts: [{context: {}}]", "contexts of <file> has no name")]
    [InlineData("users: [{name: u, user: {}}, {name: u, user: {}}]", "<file> has two of user u")]
    [InlineData("- a", "<file> is no kubeconfig")]
    [InlineData("", "<file> is no kubeconfig")]
    public void A_file_that_cannot_be_used_says_why(string text, string words) =>
        Assert.Equal(words.Replace("<file>", Path.Combine(folder.Path, "config"), StringComparison.Ordinal), Refused(text));

    [Fact]
    public void What_is_no_YAML_is_refused_with_its_place() => Assert.Contains("cannot be read", Refused("a: b: c"), StringComparison.Ordinal);

    [Fact]
    public void A_missing_file_is_named() =>
        Assert.Equal("no kubeconfig: /no/such/file is not there", Assert.Throws<KubeconfigException>(() => KubeconfigFile.Load("/no/such/file")).Message);

    private static string User(string user) =>
        $$$$"""{clusters: [{name: c, cluster: {server: 'https://a'}}], users: [{name: u, user: { {{{{user}}}} }}], contexts: [{name: x, context: {cluster: c, user: u}}], current-context: x}""";

    private KubernetesConnection Load(string text, string? context = null) => KubeconfigFile.Load(folder.Write("config", text), context);

    private string Refused(string text) => Assert.Throws<KubeconfigException>(() => Load(text)).Message;
}
