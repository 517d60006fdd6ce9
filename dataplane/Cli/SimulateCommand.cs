using System.CommandLine;
using LlmRouting.DataPlane.Simulation;

namespace LlmRouting.DataPlane.Cli;

/// <summary><c>simulate</c>: a stand-in for a vLLM server.</summary>
public static class SimulateCommand
{
    private static readonly Option<string> Model = new("--model") { Description = "Name the model is served under", Required = true };
    private static readonly Option<string> Urls = new("--urls") { Description = "Address to listen on", DefaultValueFactory = _ => "http://127.0.0.1:8000" };
    private static readonly Option<TimeSpan?> Ttft = CommonOptions.Duration("--ttft", "Time to first token", "20ms");
    private static readonly Option<double> TokensPerSecond = CommonOptions.TokensPerSecond("Tokens per second of each sequence");
    private static readonly Option<int> MaxNumSeqs = CommonOptions.Count("--max-num-seqs", "Sequences that run at once; the rest waits in a queue", 8);
    private static readonly Option<int> MaxModelLen = CommonOptions.Count("--max-model-len", "Context in tokens", 8192);
    private static readonly Option<bool> NoAutoToolChoice = new("--no-auto-tool-choice") { Description = "Refuse tools that the model may choose, as vLLM does without --enable-auto-tool-choice and --tool-call-parser" };
    private static readonly Option<string?> ApiKey = new("--api-key") { Description = "Refuse requests without this bearer token" };
    private static readonly Option<string?> FaultText = new("--fault") { Description = "Misbehave: " + Fault.Grammar };

    public static Command Build(CommandContext context)
    {
        var command = new Command("simulate", "Run a stand-in for a vLLM server: OpenAI endpoints, streaming, a real queue, vLLM's metrics, and faults on demand")
        {
            Model, Urls, Ttft, TokensPerSecond, MaxNumSeqs, MaxModelLen, NoAutoToolChoice, ApiKey, FaultText,
        };
        command.SetAction((parsed, cancellation) => RunAsync(context, parsed, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, ParseResult parsed, CancellationToken cancellation)
    {
        var urls = CommonOptions.Split(parsed.GetRequiredValue(Urls));
        if (ListenUrls.Problem(Urls.Name, urls) is { } unreadable)
        {
            context.PrintError(unreadable);
            return 1;
        }

        if (urls.Any(url => url.StartsWith("https:", StringComparison.OrdinalIgnoreCase)))
        {
            context.PrintError($"{Urls.Name} must be http: a simulator has no certificate.");
            return 1;
        }

        Fault? fault = null;
        if (parsed.GetValue(FaultText) is { } text && !Fault.TryParse(text, out fault, out var problem))
        {
            context.PrintError(problem);
            return 1;
        }

        try
        {
            await using var simulator = await Simulator.StartAsync(OptionsOf(parsed) with { Fault = fault }, context.Time, cancellation);
            context.Print($"Simulating {parsed.GetRequiredValue(Model)} at {simulator.BaseAddress}v1. Ctrl+C stops.");
            await Task.Delay(Timeout.InfiniteTimeSpan, context.Time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return 0;
        }
        catch (Exception e) when (FailedBind.Is(e))
        {
            context.PrintError($"Cannot listen: {e.Message} Choose another address with --urls.");
            return 1;
        }
    }

    private static SimulatorOptions OptionsOf(ParseResult parsed) => new()
    {
        Model = parsed.GetRequiredValue(Model),
        Urls = parsed.GetRequiredValue(Urls),
        TimeToFirstToken = parsed.GetValue(Ttft) ?? TimeSpan.FromMilliseconds(20),
        TokensPerSecond = parsed.GetValue(TokensPerSecond),
        MaxNumSeqs = parsed.GetValue(MaxNumSeqs),
        MaxModelLen = parsed.GetValue(MaxModelLen),
        AutoToolChoice = !parsed.GetValue(NoAutoToolChoice),
        ApiKey = parsed.GetValue(ApiKey),
        Capture = false,
    };
}
