using System.Text.Json;
using LlmRouting.Contract.Compilation;
using LlmRouting.DataPlane.Access;
using LlmRouting.TestKit;

namespace LlmRouting.DataPlane.Tests.Cli;

public sealed class CommandTests : IDisposable
{
    private static readonly string Quickstart = Path.Combine(RepositoryRoot.Path, "samples", "quickstart");

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("llmr-cli");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Validate_accepts_every_sample()
    {
        foreach (var sample in Directory.GetDirectories(Path.Combine(RepositoryRoot.Path, "samples")).Where(path => Path.GetFileName(path) is not ("argocd" or "outside")))
        {
            var run = await CommandRun.OfAsync("validate", "--manifests", sample);
            Assert.Equal((0, ""), (run.ExitCode, run.Error));
        }
    }

    [Fact]
    public async Task Validate_prints_every_problem_with_file_and_line_and_exits_1()
    {
        CopyQuickstart(("tiers.yaml", "costPerHour: \"0.30\"", "costPerHour: 0.30"), ("canary.yaml", "weight: 10", "weight: 101"));

        var run = await CommandRun.OfAsync("validate", "--manifests", folder.FullName);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("tiers.yaml:17: ModelTier/small spec.costPerHour: must be a string", run.Error, StringComparison.Ordinal);
        Assert.Contains("canary.yaml:12: CanaryRollout/small-v2 spec.weight: must be from 0 to 100", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tiers.yaml", "costPerHour: \"0.30\" ", "costPerHour: 0.30 ")]
    [InlineData("tiers.yaml", "\n  name: small\n", "\n  nam: small\n")]
    [InlineData("tiers.yaml", "kind: ModelTier\nmetadata:\n  name: small\n", "kind: ModelTir\nmetadata:\n  name: small\n")]
    public async Task One_slip_is_one_problem_whatever_refers_to_what_it_spoils(string file, string from, string to)
    {
        CopyQuickstart((file, from, to));
        var run = await CommandRun.OfAsync("validate", "--manifests", folder.FullName);
        Assert.EndsWith(" cannot be served: 1 problem, listed above.\n", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("policy.yaml", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Validate_looks_at_the_policies_of_every_gateway()
    {
        CopyQuickstart(("policy.yaml", "spec:\n", "spec:\n  gatewayRef: {name: team-b}\n"));
        Assert.Equal((0, ""), await ValidateAsync());
        Assert.Contains("gateway 'default'", (await ValidateAsync("--gateway", "default")).Error, StringComparison.Ordinal);

        var policy = File.ReadAllText(Path.Combine(Quickstart, "policy.yaml"));
        File.WriteAllText(Path.Combine(folder.FullName, "ours.yaml"), policy.Replace("name: default", "name: ours", StringComparison.Ordinal));
        Assert.Equal((0, ""), await ValidateAsync());

        CopyQuickstart(("policy.yaml", "spec:\n", "spec:\n  gatewayRef: {name: team-b}\n"), ("policy.yaml", "{name: large}", "{name: lrge}"), ("canary.yaml", "{name: small-v2}", "{name: small-v3}"));
        var (exit, error) = await ValidateAsync();
        Assert.Equal(1, exit);
        Assert.Contains("there is no ModelTier lrge", error, StringComparison.Ordinal);
        Assert.Contains("there is no ModelTier small-v3", error, StringComparison.Ordinal);
        Assert.Equal(0, (await ValidateAsync("--gateway", "default")).Exit);
    }

    [Fact]
    public async Task Serve_refuses_an_invalid_folder_at_start_with_exit_code_1()
    {
        CopyQuickstart(("policy.yaml", "tier: weak}", "tier: wek}"));
        var run = await CommandRun.OfAsync("serve", "--manifests", folder.FullName, "--simulate", "--urls", "http://127.0.0.1:0", "--admin-urls", "http://127.0.0.1:0");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("policy.yaml:", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/no/such/folder", "There is no folder")]
    [InlineData(null, "nothing would be served")]
    public async Task Serve_refuses_a_folder_with_nothing_to_serve(string? path, string why)
    {
        var run = await CommandRun.OfAsync("serve", "--manifests", path ?? folder.FullName);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains(why, run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("either --manifests DIR or --operator URL")]
    [InlineData("either --manifests DIR or --operator URL", "--manifests", "x", "--operator", "https://operator", "--token-file", "t")]
    [InlineData("--token-file", "--operator", "https://operator")]
    [InlineData("must be https", "--operator", "http://operator", "--token-file", "t")]
    [InlineData("must be https", "--operator", "https://operator/path", "--token-file", "t")]
    [InlineData("must be https", "--operator", "operator:8443", "--token-file", "t")]
    public void Serve_wants_a_folder_or_an_operator_it_can_trust(string why, params string[] args)
    {
        var context = new LlmRouting.DataPlane.Cli.CommandContext(Spectre.Console.AnsiConsole.Console, Spectre.Console.AnsiConsole.Console, new ManualTime(), new Random(1));
        var parsed = LlmRouting.DataPlane.Cli.RootCommands.Build(context).Parse(["serve", .. args]);
        Assert.Contains(why, string.Join('\n', parsed.Errors.Select(e => e.Message)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serve_beyond_loopback_wants_a_word_about_auth()
    {
        var run = await CommandRun.OfAsync("serve", "--manifests", Quickstart, "--urls", "http://0.0.0.0:0");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("--auth ApiKey", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Route_says_which_tier_and_why()
    {
        var run = await CommandRun.OfAsync("route", "--manifests", Quickstart, "--json", "Please optimize this query");
        using var decision = JsonDocument.Parse(run.Out);
        Assert.Equal("strong", decision.RootElement.GetProperty("tier").GetString());
        Assert.Equal("keyword:strong", decision.RootElement.GetProperty("reasoning").GetString());
    }

    [Fact]
    public async Task A_created_key_opens_the_gateway_that_has_its_secret_and_the_secret_holds_no_key()
    {
        CopyQuickstart();
        var run = await CommandRun.OfAsync("keys", "create", "--name", "team-a", "--limit-class", "free", "--policies", "default", "--expires-in", "24h");
        File.WriteAllText(Path.Combine(folder.FullName, "key.yaml"), run.Out);
        var key = run.Error.Split('\n')[0].Split(": ")[1].Trim();

        var compiled = ManifestCompiler.CompileFolder(folder.FullName, new CompileOptions());

        Assert.False(compiled.HasErrors, string.Join('\n', compiled.Problems));
        Assert.Null(new KeyTable(compiled.Snapshot.Keys).Authenticate("Bearer " + key, new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.Zero), out var caller));
        Assert.Equal("free", caller.LimitClass);
        Assert.DoesNotContain(key.Split('_')[2], run.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--name", "Team A")]
    [InlineData("--namespace", "Team A", "--name", "a")]
    [InlineData("--limit-class", "Free!", "--name", "a")]
    [InlineData("--policies", "default,not one", "--name", "a")]
    public async Task A_key_whose_secret_would_be_refused_is_not_created(params string[] args)
    {
        var run = await CommandRun.OfAsync(["keys", "create", .. args]);
        Assert.Equal((1, ""), (run.ExitCode, run.Out));
        Assert.StartsWith(args[0] + " must be ", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("serve", "--help")]
    [InlineData("simulate", "--help")]
    [InlineData("route", "--help")]
    [InlineData("keys", "create", "--help")]
    public async Task Help_is_there_for_every_verb(params string[] args) => Assert.Equal(0, (await CommandRun.OfAsync(args)).ExitCode);

    private async Task<(int Exit, string Error)> ValidateAsync(params string[] more)
    {
        var run = await CommandRun.OfAsync(["validate", "--manifests", folder.FullName, .. more]);
        return (run.ExitCode, run.Error);
    }

    private void CopyQuickstart(params (string File, string Old, string New)[] edits)
    {
        foreach (var file in Directory.GetFiles(Quickstart))
        {
            var text = edits.Where(edit => edit.File == Path.GetFileName(file)).Aggregate(File.ReadAllText(file), (t, edit) => t.Replace(edit.Old, edit.New, StringComparison.Ordinal));
            File.WriteAllText(Path.Combine(folder.FullName, Path.GetFileName(file)), text);
        }
    }
}
