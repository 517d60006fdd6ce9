using LlmRouting.Operator.Tests.FakeApi.Replay;
using LlmRouting.TestKit.Kubernetes;
using Xunit.Abstractions;

namespace LlmRouting.Operator.Tests.FakeApi;

/// <summary>The double against a real server's recorded answers, where they are. UPDATE_TRANSCRIPTS=1 strikes from known-differences.txt what passes now.</summary>
public sealed class TranscriptReplayTests(ITestOutputHelper output)
{
    [TranscriptFact]
    public async Task Answers_as_a_real_server_did_unless_for_a_named_cause()
    {
        var known = KnownDifferences.Read();
        var (unexplained, passes, all) = (new List<string>(), 0, 0);
        foreach (var scenario in TranscriptFolder.Scenarios.Select(Scenario.Load))
        {
            var results = await ReplayAsync(scenario);
            var passed = results.Where(r => r.Difference is null).Select(r => r.Exchange.Index).ToHashSet();
            unexplained.AddRange(results.Where(r => r.Difference is not null && known.CauseOf(scenario.Name, r.Exchange.Index) is null).Select(r => $"{scenario.Name} {r.Exchange.Index}: {r.Difference}"));
            known.Strike(scenario.Name, passed);
            (passes, all) = (passes + passed.Count, all + results.Count);
        }
        output.WriteLine($"{passes} of {all} exchanges");
        if (Environment.GetEnvironmentVariable("UPDATE_TRANSCRIPTS") == "1") known.Write();
        Assert.True(unexplained.Count == 0, $"not answered as recorded, for no named cause:\n{string.Join('\n', unexplained)}");
    }

    private async Task<IReadOnlyList<(Exchange Exchange, string? Difference)>> ReplayAsync(Scenario scenario)
    {
        await using var server = await FakeApiServer.StartAsync(ReplaySetup.Options(scenario.Name, TranscriptFolder.Crds));
        var prepared = ReplaySetup.Prepare(server, scenario.Name);
        using var client = server.CreateClient();
        var results = await new Replayer(server, client).RunAsync(scenario, prepared);
        output.WriteLine($"{scenario.Name}: {results.Count(r => r.Difference is null)} of {results.Count}");
        foreach (var (exchange, difference) in results.Where(r => r.Difference is not null)) output.WriteLine($"   {exchange.Index} {exchange.Step}: {difference}");
        return results;
    }
}
