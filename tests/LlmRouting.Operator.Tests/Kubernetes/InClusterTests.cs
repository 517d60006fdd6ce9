using LlmRouting.Operator.Kubernetes;

namespace LlmRouting.Operator.Tests.Kubernetes;

public sealed class InClusterTests : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("10.96.0.1", "https://10.96.0.1:6443/")]
    [InlineData("fd00::1", "https://[fd00::1]:6443/")]
    public void The_Pods_files_and_environment_are_the_connection(string host, string server)
    {
        folder.Write("token", "t");
        folder.Write("namespace", "llm-routing-system\n");
        var connection = InCluster.Connection(name => name == "KUBERNETES_SERVICE_HOST" ? host : "6443", folder.Path);
        Assert.Equal((server, "llm-routing-system"), (connection.Server.AbsoluteUri, connection.Namespace));
        Assert.Equal((Path.Combine(folder.Path, "token"), Path.Combine(folder.Path, "ca.crt")), (connection.User.TokenFile, connection.Trust.AuthorityFile));
    }

    [Fact]
    public void Outside_a_Pod_it_says_so() =>
        Assert.StartsWith("not in a Pod", Assert.Throws<KubeconfigException>(() => InCluster.Connection(_ => null, folder.Path)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_Pod_without_a_token_says_what_may_be_off() =>
        Assert.Contains("automountServiceAccountToken", Assert.Throws<KubeconfigException>(() => InCluster.Connection(_ => "1", folder.Path)).Message, StringComparison.Ordinal);
}
