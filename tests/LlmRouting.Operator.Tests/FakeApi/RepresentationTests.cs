using System.Net;
using System.Text.Json.Nodes;
using LlmRouting.TestKit.Kubernetes;

namespace LlmRouting.Operator.Tests.FakeApi;

/// <summary>Tables, discovery and the wire.</summary>
public sealed class RepresentationTests
{
    [Fact]
    public async Task A_table_shows_the_printer_columns()
    {
        await using var api = await Api.StartAsync();
        await api.PostAsync(Api.Tiers, Api.Tier("gold"));
        await api.MergeAsync(Api.Tiers + "/gold/status", """{"status":{"conditions":[{"type":"Ready","status":"False"}]}}""");
        var (_, table) = await api.GetAsync(Api.Tiers, "application/json;as=Table;v=v1;g=meta.k8s.io,application/json");
        Assert.Equal(["Name", "Model", "Ready", "Age"], table["columnDefinitions"]!.AsArray().Select(c => (string)c!["name"]!));
        Assert.Equal(["gold", "llama", "False"], table["rows"]![0]!["cells"]!.AsArray().Take(3).Select(c => (string)c!));
    }

    [Fact]
    public async Task Discovery_lists_a_CRD_that_was_added_later()
    {
        await using var api = await Api.StartAsync();
        var (_, plain) = await api.GetAsync("/apis/llmrouting.dev/v1alpha1");
        Assert.Equal(["modeltiers", "modeltiers/status"], plain["resources"]!.AsArray().Select(r => (string)r!["name"]!));
        var (_, aggregated) = await api.GetAsync("/apis", "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList");
        Assert.Contains(aggregated["items"]!.AsArray(), g => (string)g!["metadata"]!["name"]! == "llmrouting.dev");
        Assert.Equal("36", (string)(await api.GetAsync("/version")).Body["minor"]!);
    }

    [Fact]
    public async Task Items_of_builtin_lists_have_no_kind_and_unknown_groups_answer_in_text()
    {
        await using var api = await Api.StartAsync();
        var (_, list) = await api.GetAsync("/api/v1/namespaces");
        Assert.False(list["items"]![0]!.AsObject().ContainsKey("kind"));
        var (code, page) = await api.GetAsync("/apis/nosuch.dev/v1/things");
        Assert.Equal((HttpStatusCode.NotFound, "404 page not found\n"), (code, (string)page["text"]!));
    }

    [Fact]
    public async Task TLS_speaks_HTTP_2()
    {
        await using var api = await Api.StartAsync(new FakeApiServerOptions { Tls = true });
        using var request = new HttpRequestMessage(HttpMethod.Get, "/version") { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        using var response = await api.Client.SendAsync(request);
        Assert.Equal(HttpVersion.Version20, response.Version);
        Assert.StartsWith("-----BEGIN CERTIFICATE-----", api.Server.CertificatePem);
    }

    [Fact]
    public async Task An_event_reads_in_both_of_its_versions()
    {
        await using var api = await Api.StartAsync();
        await api.PostAsync("/apis/events.k8s.io/v1/namespaces/default/events", JsonNode.Parse(
            """{"metadata":{"name":"e"},"eventTime":"2026-01-01T00:00:00.123456Z","reportingController":"llmrouting.dev/operator","reportingInstance":"i","action":"A","reason":"R","type":"Normal","note":"text","regarding":{"kind":"ModelTier","name":"gold","namespace":"default"}}""")!);
        var (_, core) = await api.GetAsync("/api/v1/namespaces/default/events/e");
        Assert.Equal(("text", "gold"), ((string)core["message"]!, (string)core["involvedObject"]!["name"]!));
    }
}
