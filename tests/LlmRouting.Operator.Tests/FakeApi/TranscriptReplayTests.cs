using LlmRouting.Operator.Tests.FakeApi.Replay;
using LlmRouting.TestKit.Kubernetes;
using Xunit.Abstractions;

namespace LlmRouting.Operator.Tests.FakeApi;

/// <summary>The double against a real server's recorded answers, where they are.</summary>
public sealed class TranscriptReplayTests(ITestOutputHelper output)
{
    [TranscriptFact]
    public async Task Answers_as_a_real_server_did_and_no_fewer_than_before()
    {
        var results = new List<(string Scenario, IReadOnlyList<int> Passed, int Of)>();
        foreach (var path in TranscriptFolder.Scenarios) results.Add(await ReplayAsync(Scenario.Load(path)));
        output.WriteLine($"{results.Sum(r => r.Passed.Count)} of {results.Sum(r => r.Of)} exchanges");
        if (Environment.GetEnvironmentVariable("UPDATE_TRANSCRIPTS") == "1") ExpectedPasses.Write(results);
        var expected = ExpectedPasses.Read();
        var lost = results.SelectMany(r => expected.GetValueOrDefault(r.Scenario, []).Except(r.Passed).Select(n => $"{r.Scenario} {n}")).ToList();
        Assert.True(lost.Count == 0, $"no longer answered as recorded: {string.Join(", ", lost)}");
    }

    private async Task<(string, IReadOnlyList<int>, int)> ReplayAsync(Scenario scenario)
    {
        await using var server = await FakeApiServer.StartAsync(ReplaySetup.Options(scenario.Name, TranscriptFolder.Crds));
        var prepared = ReplaySetup.Prepare(server, scenario.Name);
        using var client = server.CreateClient();
        var results = await new Replayer(server, client).RunAsync(scenario, prepared);
        output.WriteLine($"{scenario.Name}: {results.Count(r => r.Difference is null)} of {results.Count}");
        foreach (var (exchange, difference) in results.Where(r => r.Difference is not null)) output.WriteLine($"   {exchange.Index} {exchange.Step}: {difference}");
        return (scenario.Name, [.. results.Where(r => r.Difference is null).Select(r => r.Exchange.Index)], results.Count);
    }
}
