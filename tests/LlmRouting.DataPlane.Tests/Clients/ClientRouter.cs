using LlmRouting.DataPlane.Access;
using LlmRouting.DataPlane.Configuration;
using LlmRouting.DataPlane.Serving;
using LlmRouting.DataPlane.Simulation;

namespace LlmRouting.DataPlane.Tests.Clients;

/// <summary>A router over real HTTP, in process: keys required, two tiers, a simulated server behind each.</summary>
internal sealed class ClientRouter : IAsyncDisposable
{
    private readonly RouterHost host;
    private readonly DirectoryInfo folder;

    private ClientRouter(RouterHost host, DirectoryInfo folder, Simulator small, Simulator large, string key, string trialKey)
    {
        (this.host, this.folder, Small, Large, Key, TrialKey) = (host, folder, small, large, key, trialKey);
        Root = new Uri(host.Urls[0]);
    }

    public Uri Root { get; }

    /// <summary>What a client is given as its base URL.</summary>
    public Uri BaseUrl => new(Root, "/v1");

    public string Key { get; }

    /// <summary>Of a limit class that may send one request in 20 s.</summary>
    public string TrialKey { get; }

    public Simulator Small { get; }
    public Simulator Large { get; }

    public static async Task<ClientRouter> StartAsync(Func<SimulatorOptions, SimulatorOptions>? small = null, Func<string, string>? policy = null)
    {
        var fast = new SimulatorOptions { Model = "small-model", TimeToFirstToken = TimeSpan.Zero, TokensPerSecond = 1e9 };
        var weak = await Simulator.StartAsync(small?.Invoke(fast) ?? fast, TimeProvider.System);
        var strong = await Simulator.StartAsync(fast with { Model = "large-model" }, TimeProvider.System);
        var (key, trial) = (ApiKeys.Generate("default", []), ApiKeys.Generate("default", [], limitClass: "trial"));
        var folder = Directory.CreateTempSubdirectory("llm-routing-clients-");
        Write("policy", policy?.Invoke(ClientManifests.Policy) ?? ClientManifests.Policy);
        Write("small", ClientManifests.Tier("small", "Chat, Completions, Responses, Embeddings, Tools, JsonSchema", weak.BaseAddress));
        Write("large", ClientManifests.Tier("large", "Chat, Completions, Responses, Tools, JsonSchema, Vision", strong.BaseAddress));
        Write("key", ClientManifests.Key("key", key));
        Write("trial", ClientManifests.Key("trial", trial));
        return new ClientRouter(await ServeAsync(folder), folder, weak, strong, key.Key, trial.Key);

        void Write(string name, string yaml) => File.WriteAllText(Path.Combine(folder.FullName, name + ".yaml"), yaml);
    }

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        await Small.DisposeAsync();
        await Large.DisposeAsync();
        folder.Delete(recursive: true);
    }

    private static Task<RouterHost> ServeAsync(DirectoryInfo folder)
    {
        var options = new RouterOptions { Manifests = folder.FullName, Auth = AuthMode.ApiKey, Urls = ["http://127.0.0.1:0"], AdminUrls = ["http://127.0.0.1:0"] };
        var compiled = new FolderSource(folder.FullName, options.Gateway).Compile();
        Assert.Empty(compiled.Problems);
        return RouterHost.StartAsync(options, compiled, TimeProvider.System, new Random(1));
    }
}
