using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using LlmRouting.DataPlane.Access;
using LlmRouting.DataPlane.Configuration;
using LlmRouting.DataPlane.Selection;
using LlmRouting.DataPlane.Serving;
using LlmRouting.DataPlane.State;
using LlmRouting.DataPlane.Upstreams;
using Microsoft.Extensions.Logging.Abstractions;

namespace LlmRouting.DataPlane.Cli;

/// <summary><c>route</c>: what would happen to a prompt, and why; nothing is sent.</summary>
public static class RouteCommand
{
    private static readonly Option<string> Manifests = CommonOptions.Manifests();
    private static readonly Option<string> Gateway = CommonOptions.Gateway();
    private static readonly Option<string> Model = new("--model") { Description = "Model name a client would ask for", DefaultValueFactory = _ => "auto" };
    private static readonly Option<string?> System = new("--system") { Description = "System message before the prompt" };
    private static readonly Option<bool> Json = new("--json") { Description = "Print JSON, as POST /v1/route answers" };
    private static readonly Argument<string> Prompt = new("prompt") { Description = "The user's message; - reads standard input" };

    public static Command Build(CommandContext context)
    {
        var command = new Command("route", "Say which tier would serve a prompt, and why") { Manifests, Gateway, Model, System, Json, Prompt };
        command.SetAction(parsed => Run(context, parsed));
        return command;
    }

    private static int Run(CommandContext context, ParseResult parsed)
    {
        if (FolderCheck.Load(context, parsed.GetRequiredValue(Manifests), parsed.GetRequiredValue(Gateway)) is not { } compiled) return 1;
        using var clients = new UpstreamClients(new ConnectGuard(allowLocal: true), TimeSpan.FromSeconds(4));
        var snapshot = new RuntimeBuilder(new StateRegistry(context.Time), clients).Build(compiled.Snapshot);
        var prompt = parsed.GetRequiredValue(Prompt) is "-" ? Console.In.ReadToEnd() : parsed.GetRequiredValue(Prompt);
        var chat = BarePrompt.Chat(parsed.GetRequiredValue(Model), parsed.GetValue(System), prompt);
        var preview = new RoutePreview(new ClassifyStep(NullLogger<ClassifyStep>.Instance), context.Time);
        if (preview.Preview(snapshot, chat, Caller.Anonymous, new HeaderDictionary(), out var decision) is { } refused)
        {
            context.PrintError($"{refused.Status} {refused.Code}: {refused.Message}");
            return 1;
        }

        if (parsed.GetValue(Json)) context.Print(JsonSerializer.Serialize(decision!, RouteJson.Default.RouteDecision));
        else foreach (var line in Lines(decision!)) context.Print(line);
        return 0;
    }

    private static IEnumerable<string> Lines(RouteDecision decision)
    {
        yield return $"{decision.Tier} ({decision.Model})";
        yield return $"  policy      {decision.Policy}";
        yield return $"  classifier  {decision.Classifier}{(decision.Label is null ? "" : $": {decision.Label}, complexity {decision.ComplexityScore?.ToString("0.00", CultureInfo.InvariantCulture)}")}";
        yield return $"  why         {decision.Reasoning}{(decision.Keywords.Count == 0 ? "" : $" ({string.Join(", ", decision.Keywords)})")}";
        yield return $"  prompt      about {decision.EstimatedPromptTokens} tokens";
        if (decision.Fallbacks.Count > 0) yield return $"  if it fails {string.Join(", then ", decision.Fallbacks)}";
        if (decision.Canary is { } canary) yield return $"  canary      {canary.Weight} % would go to {canary.Model} ({canary.Rollout})";
    }
}
