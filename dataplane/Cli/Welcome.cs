using System.Globalization;
using LlmRouting.DataPlane.Access;
using LlmRouting.DataPlane.Accounting;
using LlmRouting.DataPlane.Configuration;
using LlmRouting.DataPlane.Serving;
using Spectre.Console;

namespace LlmRouting.DataPlane.Cli;

/// <summary>The first screen: where it listens, what it serves, and what to paste next.</summary>
public static class Welcome
{
    public static void Show(IAnsiConsole console, RouterOptions options, RouterHost host)
    {
        // What collects a pod's log as JSON lines cannot read it.
        if (options.JsonLogs) return;
        if (options.Operator is { } followed)
        {
            console.MarkupLine($"[bold]LLM Routing[/] serves gateway {Markup.Escape(options.Gateway)} as {Markup.Escape(followed.Address.ToString())} says, at {Markup.Escape(string.Join(" ", host.Urls))}; /v1/status at {Markup.Escape(string.Join(" ", host.AdminUrls))}");
            return;
        }

        var (snapshot, folder) = (host.Snapshots.Current, options.Manifests ?? "");
        // A terminal wraps long rows; a table squeezed into 80 columns cuts names in pieces.
        console.Profile.Width = Math.Max(console.Profile.Width, 200);
        console.WriteLine();
        console.MarkupLine("[bold]LLM Routing[/] is serving " + Markup.Escape(folder) + (options.Simulate ? " with simulated models" : ""));
        console.MarkupLine("  API    [blue]" + string.Join(" ", host.Urls.Select(url => Markup.Escape(url + "/v1"))) + "[/]" + (options.Auth == AuthMode.None ? "  (no key needed)" : $"  ({snapshot.Wire.Keys.Count} key(s))"));
        console.MarkupLine("  admin  [blue]" + string.Join(" ", host.AdminUrls.Select(Markup.Escape)) + "[/]  /v1/status /metrics /health");
        console.WriteLine();
        console.Write(Policies(snapshot));
        console.WriteLine();
        console.Write(Tiers(snapshot));
        console.WriteLine();
        if (options.Auth == AuthMode.ApiKey && snapshot.Wire.Keys.Count == 0) console.MarkupLine("[yellow]There is no key yet, so every request is refused. Create one:[/] keys create --name me > " + Markup.Escape(folder) + "/key-me.yaml");
        Console(console, Curl(host.Urls[0], snapshot.Policies[0].Snapshot.Models.FirstOrDefault() ?? "auto", options.Auth));
        console.MarkupLine("Edit a file in " + Markup.Escape(folder) + ": a valid change is served within a second. Ctrl+C stops.");
        console.WriteLine();
    }

    private static void Console(IAnsiConsole console, string command)
    {
        console.WriteLine("Ask it something:");
        // Written past the console's wrapping, so that it can be pasted.
        console.Profile.Out.Writer.WriteLine("  " + command);
        console.WriteLine();
    }

    private static string Curl(string url, string model, AuthMode auth) =>
        $"curl -i {url}/v1/chat/completions -H 'Content-Type: application/json' {(auth == AuthMode.ApiKey ? "-H \"Authorization: Bearer $LLMR_KEY\" " : "")}-d '{{\"model\":\"{model}\",\"messages\":[{{\"role\":\"user\",\"content\":\"Say hello\"}}]}}'";

    private static Table Policies(RuntimeSnapshot snapshot)
    {
        var table = Plain("POLICY", "MODELS", "CLASSIFIER", "TIERS, WEAKEST FIRST", "CANARY");
        foreach (var policy in snapshot.Policies)
        {
            var canaries = policy.Tiers.Where(t => t.Split is not null).Select(t => $"{t.Split!.Snapshot.Weight} % of {t.Name} to {t.Split.Canary.DisplayName}");
            table.AddRow(Cells(policy.DisplayName, string.Join(", ", policy.Snapshot.Models), policy.ClassifierName,
                string.Join(", ", policy.Tiers.Select(t => $"{t.Name} -> {t.Tier.DisplayName}")), string.Join(", ", canaries)));
        }

        return table;
    }

    private static Table Tiers(RuntimeSnapshot snapshot)
    {
        var table = Plain("TIER", "MODEL", "ENDPOINTS", "CONTEXT", "COST/H");
        foreach (var tier in snapshot.Tiers)
        {
            var cost = Cost.AmortisedPerHour(tier.Snapshot, tier.Endpoints.Length);
            var endpoints = tier.Endpoints.Length == 0 ? "none: --simulate, or an EndpointSlice" : string.Join(" ", tier.Endpoints.Select(e => e.BaseUrl));
            table.AddRow(Cells(tier.DisplayName, tier.Snapshot.Model, endpoints,
                tier.Snapshot.ContextTokens?.ToString(CultureInfo.InvariantCulture) ?? "?", cost is null ? "-" : "$" + cost.Value.ToString("0.00", CultureInfo.InvariantCulture)));
        }

        return table;
    }

    private static Table Plain(params string[] columns)
    {
        var table = new Table().Border(TableBorder.None);
        foreach (var column in columns) table.AddColumn(new TableColumn(column).PadLeft(2).NoWrap());
        return table;
    }

    private static Text[] Cells(params string[] texts) => [.. texts.Select(text => new Text(text))];
}
