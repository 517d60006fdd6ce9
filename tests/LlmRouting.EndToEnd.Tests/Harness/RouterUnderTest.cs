using LlmRouting.DataPlane.Access;
using LlmRouting.DataPlane.Configuration.Operator;
using LlmRouting.DataPlane.Serving;

namespace LlmRouting.EndToEnd.Tests.Harness;

/// <summary>A data plane in this process that follows an operator.</summary>
public sealed class RouterUnderTest : Router
{
    private readonly RouterHost host;
    private bool isStopped;

    private RouterUnderTest(RouterHost host) : base(new Uri(host.Urls[0]), new Uri(host.AdminUrls[0])) => this.host = host;

    public static async Task<RouterUnderTest> StartAsync(Uri @operator, string folder, LogCapture log, int port = 0)
    {        var options = new RouterOptions
        {
            Operator = new OperatorOptions { Address = @operator, TokenFile = Path.Combine(folder, "token"), AuthorityFile = Path.Combine(folder, "ca.crt"), SecretsFolder = Path.Combine(folder, "secrets") },
            StateFolder = Path.Combine(folder, "state"), Urls = [$"http://127.0.0.1:{port}"], AdminUrls = ["http://127.0.0.1:0"], Auth = AuthMode.None, Log = log, ShutdownTimeout = TimeSpan.FromSeconds(5),
        };
        return new RouterUnderTest(await RouterHost.StartAsync(options, null, TimeProvider.System, new Random(1)));
    }

    public override async ValueTask DisposeAsync()
    {
        if (isStopped) return;
        isStopped = true;
        await base.DisposeAsync();
        await host.DisposeAsync();
    }
}
