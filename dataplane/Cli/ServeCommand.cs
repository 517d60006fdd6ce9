using System.CommandLine;
using System.Security.Cryptography;
using LlmRouting.DataPlane.Access;
using LlmRouting.DataPlane.Forwarding;
using LlmRouting.DataPlane.Serving;

namespace LlmRouting.DataPlane.Cli;

/// <summary><c>serve</c>: routes OpenAI requests by a folder of manifests, or as an operator says.</summary>
public static class ServeCommand
{
    private static readonly Option<string> Manifests = CommonOptions.Manifests(required: false);
    private static readonly Option<string> Gateway = CommonOptions.Gateway();
    private static readonly Option<bool> Simulate = new("--simulate") { Description = "Give every vLLM tier without endpoints embedded simulators: no GPU needed" };
    private static readonly Option<TimeSpan?> Ttft = CommonOptions.Duration("--ttft", "With --simulate: time to first token", "20ms");
    private static readonly Option<double> TokensPerSecond = CommonOptions.TokensPerSecond("With --simulate: tokens per second of each sequence");
    private static readonly Option<string?> State = new("--state") { Description = "Folder for what must survive a restart", HelpName = "DIR" };
    private static readonly Option<AuthMode?> Auth = new("--auth") { Description = "None, or ApiKey: only keys from Secrets (see 'keys create'). On loopback the default is None; elsewhere one must be given" };
    private static readonly Option<TimeSpan?> HoldFor = CommonOptions.Duration("--hold-for", "With --operator: how long requests wait for a tier that sleeps", "60s");
    private static readonly Option<TimeSpan?> DrainFor = CommonOptions.Duration("--drain-for", "How long open requests have to end after SIGTERM", "30s");
    private static readonly Option<string> Urls = new("--urls") { Description = "Addresses of the API", DefaultValueFactory = _ => "http://127.0.0.1:8080" };
    private static readonly Option<string> AdminUrls = new("--admin-urls") { Description = "Addresses of /metrics, /health, /ready, /v1/status and /v1/snapshot", DefaultValueFactory = _ => "http://127.0.0.1:9090" };
    private static readonly Option<bool> JsonLogs = new("--log-json") { Description = "Write logs as JSON lines, and no first screen" };

    public static Command Build(CommandContext context)
    {
        var command = new Command("serve", "Route OpenAI requests by the manifests in a folder, or as an operator says; changes are served within a second")
        {
            Manifests, Simulate, Auth, Urls, AdminUrls, Gateway, State, Ttft, TokensPerSecond, HoldFor, DrainFor, JsonLogs,
        };
        foreach (var option in OperatorArguments.All) command.Add(option);
        command.Validators.Add(result =>
        {
            if (OperatorArguments.Problem(result, result.GetValue(Manifests)) is { } problem) result.AddError(problem);
        });
        command.SetAction((parsed, cancellation) => RunAsync(context, OptionsOf(parsed), parsed.GetValue(Auth), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, RouterOptions options, AuthMode? auth, CancellationToken cancellation)
    {
        if ((ListenUrls.Problem(Urls.Name, options.Urls) ?? ListenUrls.Problem(AdminUrls.Name, options.AdminUrls)) is { } unreadable)
        {
            context.PrintError(unreadable);
            return 1;
        }

        if (AuthDefault.For(auth, options.Urls) is not { } mode)
        {
            context.PrintError("The API would be reachable from other machines: say --auth ApiKey (and create keys with 'keys create'), or --auth None if everybody may use it.");
            return 1;
        }

        var first = options.Manifests is null ? null : FolderCheck.Load(context, options.Manifests, options.Gateway);
        if (first is null && options.Operator is null) return 1;
        if (RequestIdKey.Problem(options.StateFolder) is { } problem)
        {
            context.PrintError($"Cannot keep anything in --state {options.StateFolder}: {problem}");
            return 1;
        }

        try
        {
            await using var host = await RouterHost.StartAsync(options with { Auth = mode }, first, context.Time, context.Chance, cancellation);
            Welcome.Show(context.Out, options with { Auth = mode }, host);
            await host.WaitAsync();
            return 0;
        }
        catch (Exception e) when (FailedBind.Is(e))
        {
            context.PrintError($"Cannot listen: {e.Message} Choose others with --urls and --admin-urls.");
            return 1;
        }
        catch (Exception e) when (ListenUrls.IsForWantOfACertificate(e, options.Urls.Concat(options.AdminUrls)))
        {
            context.PrintError(ListenUrls.NoCertificate);
            return 1;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            context.PrintError($"Cannot start: {e.Message}");
            return 1;
        }
    }

    private static RouterOptions OptionsOf(ParseResult parsed) => new()
    {
        Manifests = parsed.GetValue(Manifests),
        Gateway = parsed.GetRequiredValue(Gateway),
        Operator = OperatorArguments.Of(parsed),
        Hold = HoldOptions.Standard with { For = parsed.GetValue(HoldFor) ?? HoldOptions.Standard.For },
        ShutdownTimeout = parsed.GetValue(DrainFor) ?? TimeSpan.FromSeconds(30),
        Simulate = parsed.GetValue(Simulate),
        SimulatedTimeToFirstToken = parsed.GetValue(Ttft) ?? TimeSpan.FromMilliseconds(20),
        SimulatedTokensPerSecond = parsed.GetValue(TokensPerSecond),
        StateFolder = parsed.GetValue(State),
        Urls = CommonOptions.Split(parsed.GetRequiredValue(Urls)),
        AdminUrls = CommonOptions.Split(parsed.GetRequiredValue(AdminUrls)),
        JsonLogs = parsed.GetValue(JsonLogs),
    };
}
