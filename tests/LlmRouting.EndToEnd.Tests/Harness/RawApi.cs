using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using LlmRouting.Operator.Kubernetes;

namespace LlmRouting.EndToEnd.Tests.Harness;

/// <summary>What kubectl asks an API server and the operator never does.</summary>
internal sealed class RawApi(KubernetesConnection connection) : IDisposable
{
    private readonly Credentials credentials = Credentials.Of(connection, TimeProvider.System);
    private readonly ApiConnections connections = new(connection);
    private readonly Dictionary<string, JsonArray> groups = [];

    /// <summary>Null where the server has no such kind.</summary>
    public async Task<ApiResource?> FindKindAsync(string apiVersion, string kind)
    {
        var parts = apiVersion.Split('/');
        var (group, version) = parts.Length == 1 ? ("", parts[0]) : (parts[0], parts[1]);
        if (!groups.TryGetValue(apiVersion, out var served))
        {
            var (status, answer) = await SendAsync(HttpMethod.Get, new ApiResource(group, version, "", kind).GroupPath);
            groups[apiVersion] = served = status == 200 ? answer["resources"]!.AsArray() : [];
        }

        return served.FirstOrDefault(item => (string?)item!["kind"] == kind && !((string)item["name"]!).Contains('/', StringComparison.Ordinal)) is { } found
            ? new ApiResource(group, version, (string)found["name"]!, kind, (bool)found["namespaced"]!)
            : null;
    }

    /// <summary>As <c>kubectl apply --server-side --validate=strict</c>.</summary>
    /// <returns>What is wrong with it, else null.</returns>
    public async Task<string?> ApplyAsync(ApiResource resource, string? ns, JsonObject item, bool dryRun)
    {
        var url = resource.Path(ns, (string)item["metadata"]!["name"]!) + "?fieldManager=kubectl&force=true&fieldValidation=Strict" + (dryRun ? "&dryRun=All" : "");
        var (status, answer) = await SendAsync(HttpMethod.Patch, url, body: item);
        return status is 200 or 201 ? null : $"{status} {(string?)answer["message"]}";
    }

    /// <summary>As <c>kubectl get -o wide</c> prints it: cells by column, by object.</summary>
    public async Task<IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>> TableAsync(ApiResource resource, string ns)
    {
        var (_, table) = await SendAsync(HttpMethod.Get, resource.Path(ns), "application/json;as=Table;v=v1;g=meta.k8s.io");
        var columns = table["columnDefinitions"]!.AsArray().Select(column => (string)column!["name"]!).ToList();
        return table["rows"]!.AsArray().ToDictionary(
            row => (string)row!["object"]!["metadata"]!["name"]!,
            IReadOnlyDictionary<string, string> (row) => columns.Zip(row!["cells"]!.AsArray(), (name, cell) => (name, cell?.ToString() ?? "")).ToDictionary(cell => cell.name, cell => cell.Item2));
    }

    public void Dispose()
    {
        connections.Dispose();
        credentials.Dispose();
    }

    private async Task<(int Status, JsonNode Answer)> SendAsync(HttpMethod method, string url, string accept = "application/json", JsonObject? body = null)
    {
        var credential = await credentials.CurrentAsync(default);
        using var message = new HttpRequestMessage(method, new Uri(connection.Server, url)) { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionOrLower };
        message.Headers.Authorization = credential.Header;
        message.Headers.Accept.Add(MediaTypeWithQualityHeaderValue.Parse(accept));
        if (body is not null) message.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/apply-patch+yaml");
        using var answer = await connections.SendAsync(message, credential.Certificate, default);
        var text = await answer.Content.ReadAsStringAsync();
        // A path that is not served at all is answered with words.
        return ((int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType == "application/json" ? JsonNode.Parse(text)! : new JsonObject { ["message"] = text });
    }
}
