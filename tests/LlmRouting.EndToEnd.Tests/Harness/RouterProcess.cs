using LlmRouting.TestKit;

namespace LlmRouting.EndToEnd.Tests.Harness;

/// <summary>A data plane in a process of its own.</summary>
public sealed class RouterProcess : Router
{
    private readonly Uri admin;
    private readonly LogCapture log;

    private RouterProcess(RunningProgram program, Uri api, Uri admin, LogCapture log) : base(api, admin) => (Program, this.admin, this.log) = (program, admin, log);

    public RunningProgram Program { get; }

    /// <param name="folder">With its token and the operator's authority.</param>
    public static RouterProcess Start(Release release, Uri @operator, string folder, LogCapture log)
    {
        var (api, admin) = (new Uri($"http://127.0.0.1:{FreePort.Next()}"), new Uri($"http://127.0.0.1:{FreePort.Next()}"));
        var program = RunningProgram.Start(release.DataPlane,
        [
            "serve", "--operator", @operator.ToString(), "--token-file", Path.Combine(folder, "token"), "--operator-ca", Path.Combine(folder, "ca.crt"), "--secrets-dir", Path.Combine(folder, "secrets"),
            "--state", Path.Combine(folder, "state"), "--urls", api.ToString(), "--admin-urls", admin.ToString(), "--auth", "None",
        ], log);
        return new RouterProcess(program, api, admin, log);
    }

    public async Task IsReadyAsync()
    {
        await Eventually.IsAsync(async () => Program.HasExited || await Health.IsGoodAsync(new Uri(admin, "/ready")), () => Task.FromResult("a data plane is not ready\n" + log.Tail));
        Assert.False(Program.HasExited, log.Tail);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Program.DisposeAsync();
    }
}
