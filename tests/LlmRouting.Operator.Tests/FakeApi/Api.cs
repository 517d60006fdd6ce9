using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using LlmRouting.TestKit.Kubernetes;

namespace LlmRouting.Operator.Tests.FakeApi;

/// <summary>A started double with one small CRD, and requests as short as tests want them.</summary>
public sealed class Api : IAsyncDisposable
{
    public const string Tiers = "/apis/llmrouting.dev/v1alpha1/namespaces/default/modeltiers";
    public const string Deployments = "/apis/apps/v1/namespaces/default/deployments";

    private const string Crd = """
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: {name: modeltiers.llmrouting.dev}
        spec:
          group: llmrouting.dev
          scope: Namespaced
          names: {kind: ModelTier, listKind: ModelTierList, plural: modeltiers, singular: modeltier, shortNames: [mt]}
          versions:
          - name: v1alpha1
            served: true
            storage: true
            subresources: {status: {}}
            additionalPrinterColumns:
            - {name: Model, type: string, jsonPath: .spec.model}
            - {name: Ready, type: string, jsonPath: '.status.conditions[?(@.type=="Ready")].status'}
            - {name: Age, type: date, jsonPath: .metadata.creationTimestamp}
            schema:
              openAPIV3Schema:
                type: object
                required: [spec]
                properties:
                  spec:
                    type: object
                    required: [model]
                    properties:
                      model: {type: string, pattern: '^[a-z-]+$', maxLength: 20}
                      class: {type: string, enum: [h100, l40s]}
                      replicas: {type: integer, minimum: 0, maximum: 64}
                      count: {type: integer, default: 1}
                      args: {type: array, maxItems: 2, items: {type: string}}
                      ports:
                        type: array
                        x-kubernetes-list-type: map
                        x-kubernetes-list-map-keys: [name]
                        items: {type: object, required: [name], properties: {name: {type: string}, port: {type: integer}}}
                    x-kubernetes-validations:
                    - {rule: self.model == oldSelf.model, message: model is immutable}
                  status: {type: object, x-kubernetes-preserve-unknown-fields: true}
        """;

    private Api(FakeApiServer server)
    {
        Server = server;
        Client = server.CreateClient();
        Client.DefaultRequestHeaders.UserAgent.ParseAdd("tests/1.0");
    }

    public FakeApiServer Server { get; }

    public HttpClient Client { get; }

    public static async Task<Api> StartAsync(FakeApiServerOptions? options = null) =>
        new(await FakeApiServer.StartAsync((options ?? new FakeApiServerOptions()) with { Crds = [Crd] }));

    public static JsonObject Tier(string name, string spec = """{"model":"llama"}""") => JsonNode.Parse(
        $$$"""{"apiVersion":"llmrouting.dev/v1alpha1","kind":"ModelTier","metadata":{"name":"{{{name}}}"},"spec":{{{spec}}}}""")!.AsObject();

    public static JsonObject Deployment(string name, int? replicas, string image = "vllm:1")
    {
        var body = JsonNode.Parse("""
            {"apiVersion":"apps/v1","kind":"Deployment","metadata":{},"spec":{"selector":{"matchLabels":{}},
            "template":{"metadata":{"labels":{}},"spec":{"containers":[{"name":"vllm","ports":[{"containerPort":8000}]}]}}}}
            """)!.AsObject();
        var spec = body["spec"]!;
        body["metadata"]!["name"] = name;
        if (replicas is not null) spec["replicas"] = replicas;
        spec["selector"]!["matchLabels"]!["app"] = name;
        spec["template"]!["metadata"]!["labels"]!["app"] = name;
        spec["template"]!["spec"]!["containers"]![0]!["image"] = image;
        return body;
    }

    public Task<(HttpStatusCode Code, JsonObject Body)> GetAsync(string path, string? accept = null) => SendAsync(HttpMethod.Get, path, null, "", accept);

    public Task<(HttpStatusCode Code, JsonObject Body)> PostAsync(string path, JsonNode body) => SendAsync(HttpMethod.Post, path, body, "application/json");

    public Task<(HttpStatusCode Code, JsonObject Body)> PutAsync(string path, JsonNode body) => SendAsync(HttpMethod.Put, path, body, "application/json");

    public Task<(HttpStatusCode Code, JsonObject Body)> DeleteAsync(string path, JsonNode? body = null) => SendAsync(HttpMethod.Delete, path, body, "application/json");

    public Task<(HttpStatusCode Code, JsonObject Body)> MergeAsync(string path, string patch) =>
        SendAsync(HttpMethod.Patch, path, JsonNode.Parse(patch), "application/merge-patch+json");

    public Task<(HttpStatusCode Code, JsonObject Body)> ApplyAsync(string path, JsonObject body, string manager, bool force = false) => SendAsync(
        HttpMethod.Patch, $"{path}?fieldManager={manager}{(force ? "&force=true" : "")}", body, "application/apply-patch+yaml");

    public async Task<(HttpStatusCode Code, JsonObject Body)> SendAsync(HttpMethod method, string path, JsonNode? body, string type, string? accept = null, string? token = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (accept is not null) request.Headers.TryAddWithoutValidation("Accept", accept);
        if (token is not null) request.Headers.Authorization = new("Bearer", token);
        if (body is not null) request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, type);
        using var response = await Client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return (response.StatusCode, text.StartsWith('{') ? JsonNode.Parse(text)!.AsObject() : new JsonObject { ["text"] = text });
    }

    /// <summary>Lets controllers react to everything that happened.</summary>
    public async Task SettleAsync()
    {
        while (!Server.IsSettled) await Task.Yield();
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Server.DisposeAsync();
    }
}
