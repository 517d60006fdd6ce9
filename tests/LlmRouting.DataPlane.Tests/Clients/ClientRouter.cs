using LlmRouting.DataPlane.Access;
using LlmRouting.DataPlane.Simulation;
using LlmRouting.DataPlane.Tests.Harness;

namespace LlmRouting.DataPlane.Tests.Clients;

/// <summary>What a client of a platform meets: keys are required, and two tiers have a simulated server each.</summary>
internal sealed class ClientRouter : IAsyncDisposable
{
    private readonly RouterUnderTest router;

    private ClientRouter(RouterUnderTest router, Simulator small, Simulator large, string key, string trialKey) =>
        (this.router, Small, Large, Key, TrialKey) = (router, small, large, key, trialKey);

    public Uri Root => router.Http.BaseAddress!;

    /// <summary>What a client is given as its base URL.</summary>
    public Uri BaseUrl => new(Root, "/v1");

    public string Key { get; }

    /// <summary>Of a limit class that may send one request in 20 s.</summary>
    public string TrialKey { get; }

    public Simulator Small { get; }
    public Simulator Large { get; }

    /// <param name="policy">The RoutingPolicy manifest, where it is not <see cref="ClientManifests.Policy"/>.</param>
    public static async Task<ClientRouter> StartAsync(string? policy = null)
    {
        var (small, large) = (await SimulateAsync("small-model"), await SimulateAsync("large-model"));
        var (key, trial) = (ApiKeys.Generate("default", []), ApiKeys.Generate("default", [], limitClass: "trial"));
        var files = new ManifestFiles();
        files.Write("policy.yaml", policy ?? ClientManifests.Policy);
        files.Write("small.yaml", ClientManifests.Tier("small", "Chat, Completions, Responses, Embeddings, Tools, JsonSchema", small.BaseAddress));
        files.Write("large.yaml", ClientManifests.Tier("large", "Chat, Completions, Responses, Tools, JsonSchema, Vision", large.BaseAddress));
        files.Write("keys.yaml", ClientManifests.Key("key", key), ClientManifests.Key("trial", trial));
        var router = await RouterUnderTest.StartAsync(files, options => options with { Auth = AuthMode.ApiKey });
        return new ClientRouter(router, small, large, key.Key, trial.Key);
    }

    public async ValueTask DisposeAsync()
    {
        await router.DisposeAsync();
        await Small.DisposeAsync();
        await Large.DisposeAsync();
    }

    private static Task<Simulator> SimulateAsync(string model) =>
        Simulator.StartAsync(new SimulatorOptions { Model = model, TimeToFirstToken = TimeSpan.Zero, TokensPerSecond = 1e9 }, TimeProvider.System);
}
