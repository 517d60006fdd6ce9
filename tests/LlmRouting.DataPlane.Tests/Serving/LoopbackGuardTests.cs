using LlmRouting.DataPlane.Access;
using LlmRouting.DataPlane.Tests.Harness;

namespace LlmRouting.DataPlane.Tests.Serving;

/// <summary>DNS rebinding: a page's own name, pointed at this machine.</summary>
public sealed class LoopbackGuardTests
{
    [Theory]
    [InlineData("attacker.example")]
    [InlineData("attacker.example:8080")]
    [InlineData("127.0.0.1.nip.io")]
    [InlineData("localhost.attacker.example")]
    [InlineData("10.0.0.1:8080")]
    public async Task Without_keys_only_who_asks_for_this_machine_is_answered(string host)
    {
        await using var router = await StartAsync();
        foreach (var path in new[] { "/v1/models", "/v1/nowhere" })
        {
            var refused = (await router.GetAsync(path, ("Host", host))).IsError(421, "misdirected_request");
            Assert.StartsWith("req_", refused["x-request-id"], StringComparison.Ordinal);
        }

        (await router.AskAsync(Prompts.Chat(), Prompts.ChatPath, ("Host", host))).IsError(421, "misdirected_request");
        (await router.AdminAsync("/v1/snapshot", ("Host", host))).IsError(421, "misdirected_request");
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("LOCALHOST:8080")]
    [InlineData("llm.localhost")]
    [InlineData("127.0.0.1")]
    [InlineData("127.9.9.9:1")]
    [InlineData("[::1]:8080")]
    public async Task Every_name_of_this_machine_is_answered(string host)
    {
        await using var router = await StartAsync();
        (await router.GetAsync("/v1/models", ("Host", host))).IsOk();
        (await router.AdminAsync("/v1/snapshot", ("Host", host))).IsOk();
    }

    [Fact]
    public async Task With_keys_or_beyond_loopback_any_name_may_be_asked_for()
    {
        await using (var keyed = await StartAsync(AuthMode.ApiKey)) (await keyed.GetAsync("/v1/models", ("Host", "llm.example"))).IsError(401, "missing_api_key");
        await using var open = await StartAsync(AuthMode.None, "http://127.0.0.1:0", "http://0.0.0.0:0");
        (await open.GetAsync("/v1/models", ("Host", "llm.example"))).IsOk();
    }

    private static Task<RouterUnderTest> StartAsync(AuthMode auth = AuthMode.None, params string[] urls)
    {
        var files = new ManifestFiles();
        files.Write("all.yaml", ManifestText.Tier("weak"), ManifestText.Policy("models: [auto]\ntiers: [{name: weak, tierRef: {name: weak}}]\nroutes: [{tier: weak}]"));
        return RouterUnderTest.StartAsync(files, o => o with { Simulate = true, Auth = auth, Urls = urls.Length > 0 ? urls : o.Urls });
    }
}
