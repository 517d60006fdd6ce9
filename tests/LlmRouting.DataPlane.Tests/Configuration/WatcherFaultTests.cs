using LlmRouting.DataPlane.Configuration;
using LlmRouting.DataPlane.Metrics;
using LlmRouting.DataPlane.State;
using LlmRouting.DataPlane.Tests.Harness;
using LlmRouting.DataPlane.Tests.Metrics;
using LlmRouting.DataPlane.Upstreams;
using LlmRouting.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace LlmRouting.DataPlane.Tests.Configuration;

public sealed class WatcherFaultTests
{
    /// <summary>A clock that can be broken, so that taking a snapshot meets a fault of our own.</summary>
    private sealed class BreakableClock : TimeProvider
    {
        public bool IsBroken { get; set; }

        public override long GetTimestamp() => IsBroken ? throw new InvalidOperationException("a fault of our own") : base.GetTimestamp();
    }

    private const string Policy = "models: [auto]\ntiers: [{name: weak, tierRef: {name: weak}}]\nroutes: [{tier: weak}]";

    [Fact]
    public async Task An_edit_that_could_not_be_read_is_served_once_it_can_be_and_is_refused_once()
    {
        using var files = new ManifestFiles();
        files.Write("all.yaml", ManifestText.Tier("weak"), ManifestText.Policy(Policy));
        var time = new ManualTime();
        var states = new StateRegistry(time);
        using var scrape = new Scrape();
        using var clients = new UpstreamClients(new ConnectGuard(allowLocal: true), TimeSpan.FromSeconds(4));
        var source = new FolderSource(files.Folder, "default");
        var configuration = new FolderConfiguration(source, new RuntimeBuilder(states, clients), states, null, scrape.Metrics, time, NullLogger<FolderConfiguration>.Instance);
        await configuration.StartAsync(source.Compile(), default);
        var first = configuration.Status.Revision;
        using var stop = new CancellationTokenSource();
        // Off the test's own context, so that a look is over when Advance returns.
        var running = await Task.Run(() => new[] { configuration.RunAsync(stop.Token) });
        time.Advance(TimeSpan.FromSeconds(1));

        using (var writer = new StreamWriter(new FileStream(Path.Combine(files.Folder, "all.yaml"), FileMode.Open, FileAccess.ReadWrite, FileShare.None)))
        {
            // Nobody else can open it, and letting go of it changes no time.
            await writer.WriteAsync(string.Join("\n---\n", ManifestText.Tier("weak"), ManifestText.Policy(Policy.Replace("[auto]", "[auto, more]", StringComparison.Ordinal))));
            await writer.FlushAsync();
            time.Advance(TimeSpan.FromSeconds(1));
            var refused = configuration.Status.RefusedAt;
            Assert.NotNull(refused);
            time.Advance(TimeSpan.FromSeconds(11));
            Assert.Equal((first, refused), (configuration.Status.Revision, configuration.Status.RefusedAt));
            Assert.Contains("llm_config_reloads_total{result=\"refused\"} 1", scrape.Lines());
        }

        time.Advance(TimeSpan.FromSeconds(5));
        Assert.Null(configuration.Status.RefusedAt);
        Assert.NotEqual(first, configuration.Status.Revision);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running[0]);
    }

    [Fact]
    public async Task A_fault_while_a_change_is_taken_is_shown_and_the_next_change_is_served()
    {
        using var files = new ManifestFiles();
        files.Write("all.yaml", ManifestText.Tier("weak"), ManifestText.Policy("models: [auto]\ntiers: [{name: weak, tierRef: {name: weak}}]\nroutes: [{tier: weak}]"));
        var clock = new BreakableClock();
        var states = new StateRegistry(clock);
        using var metrics = new RouterMetrics();
        using var clients = new UpstreamClients(new ConnectGuard(allowLocal: true), TimeSpan.FromSeconds(4));
        var source = new FolderSource(files.Folder, "default");
        var configuration = new FolderConfiguration(source, new RuntimeBuilder(states, clients), states, null, metrics, TimeProvider.System, NullLogger<FolderConfiguration>.Instance);
        await configuration.StartAsync(source.Compile(), default);
        var first = configuration.Status.Revision;
        using var stop = new CancellationTokenSource();
        var running = configuration.RunAsync(stop.Token);

        clock.IsBroken = true;
        files.Replace("all.yaml", "models: [auto]", "models: [auto, more]");
        await Eventually.IsAsync(() => configuration.Status.RefusedAt is not null, () => "the fault is not shown");
        Assert.Equal(first, configuration.Status.Revision);
        Assert.Contains("a fault of our own", Assert.Single(configuration.Status.Problems), StringComparison.Ordinal);

        clock.IsBroken = false;
        files.Replace("all.yaml", "models: [auto, more]", "models: [auto, again]");
        await Eventually.IsAsync(() => configuration.Status is { RefusedAt: null } status && status.Revision != first, () => "the next change is not served");
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }
}
