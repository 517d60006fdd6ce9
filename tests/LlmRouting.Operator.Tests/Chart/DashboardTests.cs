using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LlmRouting.Contract.Snapshot;

namespace LlmRouting.Operator.Tests.Chart;

public sealed partial class DashboardTests
{
    public static TheoryData<string> Files() => new(ChartFiles.Dashboards.Select(Path.GetFileName)!);

    [Fact]
    public void There_are_dashboards_for_tiers_routing_canaries_and_cost() =>
        Assert.Equal(["canary.json", "cost.json", "routing.json", "tiers.json"], ChartFiles.Dashboards.Select(Path.GetFileName));

    [Fact]
    public void Uids_are_unique()
    {
        var uids = ChartFiles.Dashboards.Select(file => JsonNode.Parse(File.ReadAllText(file))!["uid"]!.GetValue<string>()).ToList();
        Assert.Equal(uids.Count, uids.Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Panels_have_ids_of_their_own_a_place_and_a_query(string file)
    {
        var panels = Read(file)["panels"]!.AsArray().Select(panel => panel!).ToList();
        var ids = panels.Select(panel => panel["id"]!.GetValue<int>()).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.All(panels, panel => Assert.NotEmpty(panel["targets"]!.AsArray().Select(target => target!["expr"]!.GetValue<string>())));
        var cells = panels.SelectMany(Cells).ToList();
        Assert.Equal(cells.Count, cells.Distinct().Count());
        Assert.All(cells, cell => Assert.InRange(cell.X, 0, 23));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Panels_ask_the_data_source_that_was_picked(string file) =>
        Assert.All(Read(file)["panels"]!.AsArray(), panel => Assert.Equal("${datasource}", panel!["datasource"]!["uid"]!.GetValue<string>()));

    [Theory]
    [InlineData("default", "small", true)]
    [InlineData("models", "small", true)]
    [InlineData("others", "small", false)]
    [InlineData("models", "smaller", false)]
    public void Series_of_data_planes_are_found_by_the_names_that_they_give_tiers(string @namespace, string tier, bool found)
    {
        var name = new TierSnapshot { Namespace = @namespace, Name = tier, Uid = "", Model = "" }.DisplayName;
        var matchers = ChartFiles.Dashboards.SelectMany(file => ChartFiles.All(JsonNode.Parse(File.ReadAllText(file)), "expr"))
            .SelectMany(query => DataPlaneTier().Matches(query.GetValue<string>())).Select(match => match.Groups["pattern"].Value).ToList();
        Assert.Equal(3, matchers.Count);
        // As Grafana puts in what was picked.
        Assert.All(matchers, pattern => Assert.Equal(found, Regex.IsMatch(name, $"^(?:{pattern.Replace("$namespace", "models", StringComparison.Ordinal).Replace("$tier", "(small|large)", StringComparison.Ordinal)})$")));
    }

    [Fact]
    public void The_cost_trend_is_in_dollars_S4_19()
    {
        var trend = Read("cost.json")["panels"]!.AsArray().Single(panel => panel!["title"]!.GetValue<string>() == "Cascade Routing Cost Trend")!;
        Assert.Equal("currencyUSD", trend["fieldConfig"]!["defaults"]!["unit"]!.GetValue<string>());
    }

    [GeneratedRegex(@"(llm_circuit_breaker_state|llm_upstream_failures_total|llm_endpoint_ejected)\{(tier|provider)=~""(?<pattern>[^""]+)""\}")]
    private static partial Regex DataPlaneTier();

    private static JsonNode Read(string file) => JsonNode.Parse(File.ReadAllText(Path.Combine(ChartFiles.Folder, "dashboards", file)))!;

    private static IEnumerable<(int X, int Y)> Cells(JsonNode panel)
    {
        var place = panel["gridPos"]!;
        int At(string name) => place[name]!.GetValue<int>();
        return from x in Enumerable.Range(At("x"), At("w")) from y in Enumerable.Range(At("y"), At("h")) select (x, y);
    }
}
