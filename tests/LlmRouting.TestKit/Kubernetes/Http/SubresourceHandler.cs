using System.Text.Json.Nodes;
using LlmRouting.TestKit.Kubernetes.Identity;
using LlmRouting.TestKit.Kubernetes.Storage;
using LlmRouting.TestKit.Kubernetes.Writing;

namespace LlmRouting.TestKit.Kubernetes.Http;

/// <summary>Subresources that only single kinds have: a ServiceAccount's token, a Pod's eviction, a Namespace's finalize.</summary>
public sealed class SubresourceHandler(ObjectDatabase database, Identities identities, ObjectDeleter deleter, TimeProvider time, Naming naming)
{
    public bool Handles(ApiCall call) => (call.Type.Kind, call.Path.Subresource) is ("ServiceAccount", "token") or ("Pod", "eviction");

    public async Task HandleAsync(ApiCall call)
    {
        if (call.Http.Request.Method != "POST") throw Refusals.NotAllowed();
        var body = BodyReader.Parse(await BodyReader.BytesAsync(call.Http.Request), "json", null) as JsonObject ?? [];
        var target = database.Table(call.Type).Find(call.Key) ?? throw Refusals.NotFound(call.Type, call.Path.Name);
        if (call.Path.Subresource == "token") await Answers.JsonAsync(call.Http, 201, new TokenIssuer(database, identities, time, naming).Issue(target, body, call));
        else await Answers.JsonAsync(call.Http, 201, Evict(target, body, call));
    }

    private JsonObject Evict(StoredObject pod, JsonObject body, ApiCall call)
    {
        if ((string?)body["metadata"]?["name"] is { } name && name != pod.Key.Name) throw Refusals.BadRequest("name in URL does not match name in Eviction object");
        if (!WriteOptions.IsDryRun(call, "CreateOptions")) deleter.Delete(pod.Type, pod.Key, new DeleteOptions(null, null, null, null, false), out _);
        return new JsonObject { ["kind"] = "Status", ["apiVersion"] = "v1", ["metadata"] = new JsonObject(), ["status"] = "Success", ["code"] = 201 };
    }
}
