using LlmRouting.DataPlane.Simulation;
using LlmRouting.DataPlane.Tests.Harness;

namespace LlmRouting.DataPlane.Tests.Configuration.Operator;

/// <summary>Routers that start while the operator is away.</summary>
public sealed class RestartTests
{
    private static async Task KeptAsync(Pushed pushed, params string[] files)
    {
        var folder = Path.Combine(pushed.State, "frames", "default");
        await Eventually.IsAsync(() => files.All(file => File.Exists(Path.Combine(folder, file))), () => "nothing is kept");
    }

    [Fact]
    public async Task The_last_good_frames_serve_and_the_operator_is_followed_when_it_is_back()
    {
        await using var pushed = await Pushed.PrepareAsync();
        pushed.Follow = options => options with { SecretsFolder = pushed.Secrets };
        pushed.Publish(pushed.Snapshot);
        await pushed.RouterStartsAsync();
        await pushed.ServesAsync(pushed.Snapshot.Revision);
        await KeptAsync(pushed, "config.ndjson", "keys.ndjson", "endpoints.ndjson", "splits.ndjson", "hello.ndjson");
        await pushed.Router.StopAsync();
        await pushed.Server.DisposeAsync();

        await pushed.RouterStartsAsync();
        await pushed.ServesAsync(pushed.Snapshot.Revision);
        Assert.Equal("weak-model", (await pushed.Router.AskAsync(Prompts.Chat())).IsOk()["x-llm-model"]);
        var status = (await pushed.Router.StatusAsync())["operator"]!;
        Assert.Equal((false, 2), ((bool)status["connected"]!, (int?)status["verifiedEndpoints"]));

        await pushed.OperatorStartsAsync(pushed.Server.Port);
        var changed = pushed.Snapshot with { Policies = [Pushed.Policy with { Models = ["changed"] }] };
        pushed.Publish(changed);
        await pushed.Router.StatusBecomesAsync(now => (string?)now["policies"]![0]!["models"]![0] == "changed" && now["operator"]!["verifiedEndpoints"] is null);
    }

    [Fact]
    public async Task Who_does_not_list_the_model_gets_no_prompt_while_the_operator_is_away()
    {
        await using var pushed = await Pushed.PrepareAsync();
        await using var impostor = await Simulator.StartAsync(new SimulatorOptions { Model = "something-else" }, TimeProvider.System);
        pushed.Publish(pushed.Snapshot);
        pushed.PublishEndpoints("default/strong", Pushed.Url(impostor), Pushed.Url(pushed.Strong));
        await pushed.RouterStartsAsync();
        await pushed.ConnectedAsync();
        await KeptAsync(pushed, "config.ndjson", "keys.ndjson", "endpoints.ndjson");
        await pushed.Router.StopAsync();
        await pushed.Server.DisposeAsync();
        var asked = impostor.State.Received;
        await pushed.RouterStartsAsync();
        await pushed.Router.StatusBecomesAsync(status => status["tiers"]!.AsArray().Any(tier => (string?)tier!["name"] == "strong" && tier["endpoints"]!.AsArray().Count == 1));
        // The key of weak was in memory alone, so nothing shows that its server still is who it was.
        for (var i = 0; i < 5; i++) Assert.Equal("strong-model", (await pushed.Router.AskAsync(Prompts.Chat())).IsOk()["x-llm-model"]);
        Assert.Equal(asked, impostor.State.Received);
    }

    [Fact]
    public async Task Files_are_for_this_user_and_hold_no_credential()
    {
        await using var pushed = await Pushed.StartAsync();
        await KeptAsync(pushed, "config.ndjson", "keys.ndjson");
        await pushed.Router.StopAsync();
        foreach (var file in Directory.GetFiles(pushed.State, "*", SearchOption.AllDirectories))
        {
            if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
            Assert.DoesNotContain("sk-weak", File.ReadAllText(file), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Damaged_files_are_named_and_not_served()
    {
        await using var pushed = await Pushed.PrepareAsync();
        var folder = Directory.CreateDirectory(Path.Combine(pushed.State, "frames", "default")).FullName;
        File.WriteAllText(Path.Combine(folder, "config.ndjson"), "{\"kind\":\"config\",\"schema\":1,\"pol");
        await pushed.RouterStartsAsync();
        Assert.Contains("config.ndjson", pushed.Router.Log.Text, StringComparison.Ordinal);
        Assert.Equal(503, (await pushed.Router.AdminAsync("/ready")).Status);
        pushed.Publish(pushed.Snapshot);
        await pushed.ServesAsync(pushed.Snapshot.Revision);
    }
}
