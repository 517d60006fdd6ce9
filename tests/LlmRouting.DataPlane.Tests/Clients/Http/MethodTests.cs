using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace LlmRouting.DataPlane.Tests.Clients.Http;

/// <summary>What a hand-written client meets: methods, addresses, protocol versions.</summary>
public sealed class MethodTests
{
    private static void HasRequestId(HttpResponseMessage response) => Assert.StartsWith("req_", Assert.Single(response.Headers.GetValues("x-request-id")), StringComparison.Ordinal);

    private const string Hello = """{"model":"auto","messages":[{"role":"user","content":"hello"}]}""";

    [Theory]
    [InlineData("GET", "/v1/chat/completions", "POST")]
    [InlineData("PUT", "/v1/embeddings", "POST")]
    [InlineData("OPTIONS", "/v1/responses", "POST")]
    [InlineData("DELETE", "/v1/models/auto", "GET, HEAD")]
    [InlineData("POST", "/v1/models", "GET, HEAD")]
    public async Task A_wrong_method_is_a_405_that_names_the_right_ones(string method, string path, string allowed)
    {
        await using var router = await ClientRouter.StartAsync();
        using var response = await SendAsync(router, method, path);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Equal(allowed, string.Join(", ", response.Content.Headers.Allow));
        Assert.Equal("method_not_supported", await CodeAsync(response));
        HasRequestId(response);
    }

    [Fact]
    public async Task Head_is_get_without_a_body()
    {
        await using var router = await ClientRouter.StartAsync();
        using var response = await SendAsync(router, "HEAD", "/v1/models");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData("/chat/completions")]
    [InlineData("/v1/files/report.pdf")]
    [InlineData("/v1//chat/completions")]
    [InlineData("/")]
    public async Task An_unknown_address_is_a_404_that_says_what_is_served(string path)
    {
        await using var router = await ClientRouter.StartAsync();
        using var response = await SendAsync(router, "POST", path, Hello);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("unknown_url", await CodeAsync(response));
        HasRequestId(response);
    }

    [Theory]
    [InlineData("GET", "/v1/models")]
    [InlineData("GET", "/v1/models/auto")]
    [InlineData("GET", "/v1/models/nobody")]
    [InlineData("POST", "/v1/route")]
    [InlineData("POST", "/v1/feedback")]
    [InlineData("POST", "/v1/chat/completions")]
    public async Task Every_answer_has_a_request_id(string method, string path)
    {
        await using var router = await ClientRouter.StartAsync();
        using var response = await SendAsync(router, method, path, method == "POST" ? "[]" : null);
        HasRequestId(response);
    }

    [Theory]
    [InlineData("/v1/chat/completions/")]
    [InlineData("/V1/Chat/Completions")]
    public async Task A_trailing_slash_and_the_case_of_an_address_do_not_matter(string path)
    {
        await using var router = await ClientRouter.StartAsync();
        using var response = await SendAsync(router, "POST", path, Hello);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task A_cleartext_port_speaks_http_1_and_a_client_that_offers_2_is_served()
    {
        await using var router = await ClientRouter.StartAsync();
        using var http = new HttpClient { DefaultRequestVersion = HttpVersion.Version20, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionOrLower };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", router.Key);
        using var response = await http.GetAsync(new Uri(router.Root, "/v1/models"));
        Assert.Equal((HttpStatusCode.OK, HttpVersion.Version11), (response.StatusCode, response.Version));
    }

    private static async Task<HttpResponseMessage> SendAsync(ClientRouter router, string method, string path, string? body = null)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(router.Root, path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", router.Key);
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        return await http.SendAsync(request);
    }

    private static async Task<string?> CodeAsync(HttpResponseMessage response) =>
        JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement.GetProperty("error").GetProperty("code").GetString();
}
