using System.Text.Json.Nodes;
using LlmRouting.TestKit.Kubernetes.Apply;
using LlmRouting.TestKit.Kubernetes.Patching;
using LlmRouting.TestKit.Kubernetes.Storage;
using LlmRouting.TestKit.Kubernetes.Validation;
using LlmRouting.TestKit.Kubernetes.Writing;

namespace LlmRouting.TestKit.Kubernetes.Http;

/// <summary>GET, PUT and PATCH of /scale.</summary>
public sealed class ScaleHandler(ObjectDatabase database, ObjectWriter writer)
{
    public async Task HandleAsync(ApiCall call)
    {
        var live = database.Table(call.Type).Find(call.Key) ?? throw Refusals.NotFound(call.Type, call.Path.Name);
        var method = call.Http.Request.Method;
        if (method is not ("GET" or "PUT" or "PATCH")) throw Refusals.NotAllowed(call);
        var answer = method == "GET" ? live : await WriteAsync(call, method);
        await Answers.JsonAsync(call.Http, 200, ScaleObject.Of(answer));
    }

    private async Task<StoredObject> WriteAsync(ApiCall call, string method)
    {
        var kind = method == "PATCH" ? MediaTypes.OfPatch(call) : PatchKind.Merge;
        var request = WriteOptions.Read(call, "UpdateOptions");
        var body = BodyReader.Parse(await BodyReader.BytesAsync(call.Http.Request), kind == PatchKind.Apply ? "yaml" : "json", null);
        if (kind == PatchKind.Apply) return ScaleApply.Run(database, writer, request, body as JsonObject ?? []);
        return writer.Patch(request, value =>
        {
            var live = database.Table(call.Type).Find(call.Key)!;
            var scale = method == "PUT" ? Wanted(body, live) : PatchBody.Apply(kind, ScaleObject.Of(live), body, call.Type);
            return ScaleObject.Write(value, scale, live);
        }).Object;
    }

    private static JsonObject Wanted(JsonNode? body, StoredObject live)
    {
        var scale = body as JsonObject ?? throw Refusals.BadRequest("the body is no Scale");
        if ((string?)scale["kind"] is { } kind && kind != "Scale") throw Refusals.BadRequest("no kind is registered for the type v1.Scale in scheme \"pkg/apiserver/customresource_handler.go:781\"");
        if ((string?)scale["metadata"]?["name"] is { } name && name != live.Key.Name)
            throw Refusals.BadRequest($"the name of the object ({name}) does not match the name on the URL ({live.Key.Name})");
        return scale;
    }
}
