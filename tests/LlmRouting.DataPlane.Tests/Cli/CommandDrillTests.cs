using System.Net;
using System.Net.Sockets;
using LlmRouting.DataPlane.Cli;
using LlmRouting.DataPlane.Configuration;
using LlmRouting.DataPlane.Serving;
using LlmRouting.DataPlane.Tests.Harness;
using Spectre.Console;

namespace LlmRouting.DataPlane.Tests.Cli;

/// <summary>The command line in this process.</summary>
public sealed class CommandDrillTests : IDisposable
{
    private readonly ManifestFiles files = new();
    private readonly StringWriter output = new();
    private readonly StringWriter error = new();

    private const string OnePolicy = "models: [auto]\nallowExplicitTier: true\ntiers: [{name: weak, tierRef: {name: weak}}]\nroutes: [{tier: weak}]";

    [Fact]
    public async Task An_invalid_folder_refuses_to_start_with_exit_code_1_and_every_problem()
    {
        files.Write("bad.yaml", ManifestText.Tier("weak", "maxInFlight: 0"), ManifestText.Policy("models: [auto]\ntiers: [{name: weak, tierRef: {name: gone}}]\nroutes: [{tier: weak}]"));
        Assert.Equal(1, await RunAsync("serve", "--manifests", files.Folder, "--urls", "http://127.0.0.1:0", "--admin-urls", "http://127.0.0.1:0"));
        Assert.Contains("bad.yaml:7", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("gone", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(1, await RunAsync("validate", "--manifests", files.Folder));
    }

    [Theory]
    [InlineData("")]
    [InlineData("---\n---\n")]
    public async Task A_folder_without_a_policy_refuses_to_start(string text)
    {
        files.Write("empty.yaml", text);
        Assert.Equal(1, await RunAsync("serve", "--manifests", files.Folder, "--urls", "http://127.0.0.1:0", "--admin-urls", "http://127.0.0.1:0"));
    }

    [Fact]
    public async Task A_missing_folder_and_an_open_address_without_a_decision_about_keys_refuse_to_start()
    {
        Assert.Equal(1, await RunAsync("serve", "--manifests", files.Folder + "/gone"));
        files.Write("good.yaml", ManifestText.Tier("weak"), ManifestText.Policy(OnePolicy));
        Assert.Equal(1, await RunAsync("serve", "--manifests", files.Folder, "--urls", "http://0.0.0.0:0"));
        Assert.Contains("--auth", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, await RunAsync("validate", "--manifests", files.Folder));
    }

    [Fact]
    public async Task A_taken_port_is_said_in_a_sentence()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        files.Write("good.yaml", ManifestText.Tier("weak"), ManifestText.Policy(OnePolicy));
        Assert.Equal(1, await RunAsync("serve", "--manifests", files.Folder, "--urls", $"http://{taken.LocalEndpoint}", "--admin-urls", "http://127.0.0.1:0"));
        Assert.Contains("Cannot listen", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_taken_port_leaves_no_stack_trace_in_the_log()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        files.Write("good.yaml", ManifestText.Tier("weak"), ManifestText.Policy(OnePolicy));
        using var log = new LogCapture();
        var options = new RouterOptions { Manifests = files.Folder, Urls = [$"http://{taken.LocalEndpoint}"], AdminUrls = ["http://127.0.0.1:0"], Log = log };
        await Assert.ThrowsAsync<IOException>(() => RouterHost.StartAsync(options, new FolderSource(files.Folder, "default").Compile(), TimeProvider.System, new Random(1)));
        Assert.DoesNotContain("Exception", log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_state_folder_that_cannot_be_one_is_no_fault_of_the_address()
    {
        files.Write("good.yaml", ManifestText.Tier("weak"), ManifestText.Policy(OnePolicy));
        Assert.Equal(1, await RunAsync("serve", "--manifests", files.Folder, "--state", Path.Combine(files.Folder, "good.yaml"), "--urls", "http://127.0.0.1:0", "--admin-urls", "http://127.0.0.1:0"));
        Assert.Contains("--state", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("listen", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_that_is_not_ours_is_said_in_a_sentence()
    {
        files.Write("good.yaml", ManifestText.Tier("weak"), ManifestText.Policy(OnePolicy));
        Assert.Equal(1, await RunAsync("serve", "--manifests", files.Folder, "--auth", "None", "--urls", "http://192.0.2.1:0", "--admin-urls", "http://127.0.0.1:0"));
        Assert.Contains("Cannot listen", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("127.0.0.1:8080")]
    [InlineData("localhost:8080")]
    [InlineData("http://127.0.0.1:http")]
    [InlineData("http://127.0.0.1:99999")]
    [InlineData("http://127.0.0.1:0/v1")]
    [InlineData("ftp://127.0.0.1:0")]
    [InlineData(",")]
    public async Task What_is_no_address_is_said_in_a_sentence(string address)
    {
        files.Write("good.yaml", ManifestText.Tier("weak"), ManifestText.Policy(OnePolicy));
        foreach (var option in new[] { "--urls", "--admin-urls" })
        {
            Assert.Equal(1, await RunAsync("serve", "--manifests", files.Folder, option, address));
            Assert.StartsWith(option + " must ", error.ToString(), StringComparison.Ordinal);
            error.GetStringBuilder().Clear();
        }

        Assert.Equal(1, await RunAsync("simulate", "--model", "m", "--urls", address));
        Assert.StartsWith("--urls must ", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--urls")]
    [InlineData("--admin-urls")]
    public async Task Https_without_a_certificate_is_said_in_a_sentence(string option)
    {
        files.Write("good.yaml", ManifestText.Tier("weak"), ManifestText.Policy(OnePolicy));
        string[] other = option == "--urls" ? ["--admin-urls", "http://127.0.0.1:0"] : ["--urls", "http://127.0.0.1:0"];
        Assert.Equal(1, await RunAsync(["serve", "--manifests", files.Folder, option, "https://127.0.0.1:0", .. other]));
        Assert.Contains("Kestrel__Certificates__Default__Path", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(" at ", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_simulator_without_https_says_so_in_a_sentence()
    {
        Assert.Equal(1, await RunAsync("simulate", "--model", "m", "--urls", "https://127.0.0.1:0"));
        Assert.StartsWith("--urls must be http", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_first_screen_is_for_people_and_not_among_json_lines_which_say_where_it_listens(bool json)
    {
        using var log = new LogCapture();
        files.Write("good.yaml", ManifestText.Tier("weak"), ManifestText.Policy(OnePolicy));
        var options = new RouterOptions { Manifests = files.Folder, Urls = ["http://127.0.0.1:0"], AdminUrls = ["http://127.0.0.1:0"], JsonLogs = json, Log = log };
        await using var host = await RouterHost.StartAsync(options, new FolderSource(files.Folder, "default").Compile(), TimeProvider.System, new Random(1));
        Welcome.Show(ConsoleOn(output), options, host);
        Assert.Equal(json, output.ToString().Length == 0);
        Assert.Equal(json, log.Text.Contains($"Serving at {host.Urls[0]}, admin at {host.AdminUrls[0]}", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("--tokens-per-second", "0")]
    [InlineData("--tokens-per-second", "-1")]
    [InlineData("--tokens-per-second", "NaN")]
    [InlineData("--max-num-seqs", "0")]
    [InlineData("--max-model-len", "0")]
    public void A_simulator_needs_some_of_everything(params string[] option)
    {
        var context = new CommandContext(ConsoleOn(output), ConsoleOn(error), TimeProvider.System, new Random(1));
        var parsed = RootCommands.Build(context).Parse(["simulate", "--model", "m", .. option]);
        Assert.StartsWith(option[0] + " must be ", Assert.Single(parsed.Errors).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Route_says_what_the_folder_would_do()
    {
        files.Write("good.yaml", ManifestText.Tier("weak"), ManifestText.Policy(OnePolicy));
        Assert.Equal(0, await RunAsync("route", "--manifests", files.Folder, "hello"));
        Assert.StartsWith("weak (weak-model)", output.ToString(), StringComparison.Ordinal);
        Assert.Equal(1, await RunAsync("route", "--manifests", files.Folder, "--model", "nobody", "hello"));
        Assert.Contains("model_not_found", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData]
    [InlineData("--policies", "default", "--limit-class", "free", "--expires-in", "24h")]
    public async Task A_created_key_opens_the_folder_it_is_put_into(params string[] more)
    {
        Assert.Equal(0, await RunAsync(["keys", "create", "--name", "me", .. more]));
        files.Write("good.yaml", ManifestText.Tier("weak"), ManifestText.Policy(OnePolicy), output.ToString());
        var key = error.ToString().Split(['\n', ' ']).Single(word => word.StartsWith("llmr_", StringComparison.Ordinal)).Trim();
        Assert.DoesNotContain(key, output.ToString(), StringComparison.Ordinal);
        await using var router = await RouterUnderTest.StartAsync(files, o => o with { Simulate = true, Auth = DataPlane.Access.AuthMode.ApiKey });
        (await router.AskAsync(Prompts.Chat(), Prompts.ChatPath, ("Authorization", "Bearer " + key))).IsOk();
        (await router.AskAsync(Prompts.Chat())).IsError(401, "missing_api_key");
    }

    public void Dispose()
    {
        if (Directory.Exists(files.Folder)) files.Dispose();
    }

    private Task<int> RunAsync(params string[] args)
    {
        var context = new CommandContext(ConsoleOn(output), ConsoleOn(error), TimeProvider.System, new Random(1));
        return RootCommands.Build(context).Parse(args).InvokeAsync();
    }

    private static IAnsiConsole ConsoleOn(TextWriter writer) => AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(writer) });
}
