using System.Text.Json.Nodes;
using LlmRouting.TestKit.Kubernetes.Patching;
using LlmRouting.TestKit.Kubernetes.Presentation;
using LlmRouting.TestKit.Kubernetes.Storage;
using LlmRouting.TestKit.Kubernetes.Validation;
using LlmRouting.TestKit.Kubernetes.Writing;
using Microsoft.AspNetCore.Http;

namespace LlmRouting.TestKit.Kubernetes.Http;

/// <summary>POST, PUT, PATCH and DELETE.</summary>
public sealed class WriteHandler(ObjectWriter writer, ObjectDeleter deleter, Naming naming, ObjectDatabase database, Presenters presenters)
{
    public Task HandleAsync(ApiCall call) => call.Http.Request.Method switch
    {
        "POST" => CreateAsync(call),
        "PUT" when call.Path.Name.Length > 0 => ReplaceAsync(call),
        "PUT" when call.Type.IsCustom => throw Refusals.BadRequest("name must be provided"),
        "PATCH" when call.Path.Name.Length > 0 || call.Type.IsCustom => PatchAsync(call),
        "DELETE" when call.Path.Subresource.Length == 0 => DeleteAsync(call),
        _ => throw Refusals.NotAllowed(call),
    };

    private async Task CreateAsync(ApiCall call)
    {
        if (call.Path.Name.Length > 0 && (!call.Type.IsCustom || call.Path.Subresource.Length > 0)) throw Refusals.NotAllowed(call);
        if (call.Type.Namespaced && call.Path.Namespace.Length == 0) throw call.Type.IsCustom ? Refusals.NoPage() : Refusals.NotAllowed();
        var request = WriteOptions.Read(call, "CreateOptions");
        var body = await ObjectAsync(call, request);
        ObjectBody.CheckNamespace(body, call.Key);
        var metadata = (body["metadata"] ??= new JsonObject()).AsObject();
        if (metadata["resourceVersion"] is { } version && (string?)version is { Length: > 0 } and not "0") throw Refusals.Internal("resourceVersion should not be set on objects to be created");
        if ((string?)metadata["name"] is null or "" && (string?)metadata["generateName"] is { Length: > 0 } prefix) metadata["name"] = prefix + naming.Suffix();
        NameChecks.RefuseMissing(metadata, call.Type);
        request = request with { Key = new ObjectKey(call.Path.Namespace, (string)metadata["name"]!) };
        await AnswerAsync(call, writer.Create(request, body));
    }

    private async Task ReplaceAsync(ApiCall call)
    {
        var request = WriteOptions.Read(call, "UpdateOptions");
        var body = await ObjectAsync(call, request);
        ObjectBody.CheckNamespace(body, call.Key);
        ObjectBody.CheckName(body, call.Key);
        await AnswerAsync(call, writer.Replace(request, body));
    }

    private async Task PatchAsync(ApiCall call)
    {
        var kind = MediaTypes.OfPatch(call);
        var request = WriteOptions.Read(call, "PatchOptions");
        if (kind != PatchKind.Apply && call.Query.ContainsKey("force")) throw WriteOptions.Refused("PatchOptions", FieldError.Forbidden("force", "may not be specified for non-apply patch"));
        var bytes = await BodyReader.BytesAsync(call.Http.Request);
        var body = BodyReader.ParsePatch(bytes, kind);
        await AnswerAsync(call, kind == PatchKind.Apply ? Apply(call, request, body) : Patch(call, request, kind, body));
    }

    private WriteResult Apply(ApiCall call, WriteRequest request, JsonNode? body)
    {
        if (body is JsonArray) throw Refusals.BadRequest("error decoding YAML: error unmarshaling JSON: while decoding JSON: json: cannot unmarshal array into Go value of type map[string]interface {}");
        var config = body as JsonObject ?? [];
        ApplyBody.Check(config, call);
        return writer.Apply(request, config);
    }

    private WriteResult Patch(ApiCall call, WriteRequest request, PatchKind kind, JsonNode? body) => writer.Patch(request, live =>
    {
        var wanted = PatchBody.Apply(kind, live, body, call.Type);
        if (wanted["kind"] is null || wanted["apiVersion"] is null || (string?)wanted["kind"] != call.Type.Kind || (string?)wanted["apiVersion"] != call.Type.GroupVersion)
            PatchBody.RefuseKind(wanted, call);
        Decode(call, request, kind, body, wanted);
        return wanted;
    });

    /// <summary>What a patch made of the object is refused with 422, and shown.</summary>
    private static void Decode(ApiCall call, WriteRequest request, PatchKind kind, JsonNode? body, JsonObject wanted)
    {
        var shown = kind == PatchKind.Strategic ? PatchBody.GoMap(body) : Wire.Text(ObjectEnvelope.Sorted(wanted));
        try
        {
            Completion.Decode(wanted, request, []);
        }
        catch (ApiRefusal refusal) when (refusal.Code == 400)
        {
            var problem = ((string)refusal.Body["message"]!).Split($"cannot be handled as a {call.Type.Kind}: ")[^1];
            throw Refusals.Invalid("", "", "", [FieldError.Invalid("patch", Quoted(shown), problem)]);
        }
    }

    private static string Quoted(string text) => Wire.Text(JsonValue.Create(text)).Replace("\\u0022", "\\\"");

    private async Task DeleteAsync(ApiCall call)
    {
        var body = await DeleteBody.ReadAsync(call);
        var options = DeleteOptions.Read(body, WriteOptions.IsDryRun(call, "DeleteOptions"));
        if (call.Path.Name.Length == 0)
        {
            await Answers.JsonAsync(call.Http, 200, CollectionDeletion.Run(database, deleter, call, options));
            return;
        }
        var last = database.Table(call.Type).Find(call.Key);
        var marked = deleter.Delete(call.Type, call.Key, options, out var uid);
        if (marked is null && call.Type.Kind == "Pod") await Answers.JsonAsync(call.Http, 200, deleter.Marked(last!, options));
        else if (marked is null) await Answers.JsonAsync(call.Http, 200, DeleteBody.Success(call, uid));
        else await Answers.BytesAsync(call.Http, body["orphanDependents"]?.GetValue<bool>() is false ? 202 : 200, Versions.Bytes(marked, call.Type), "application/json");
    }

    private static async Task<JsonObject> ObjectAsync(ApiCall call, WriteRequest request)
    {
        MediaTypes.CheckBody(call.Http.Request);
        var duplicates = new List<string>();
        var bytes = await BodyReader.BytesAsync(call.Http.Request);
        var node = BodyReader.Parse(bytes, call.Http.Request.ContentType ?? "", duplicates, call.Type.Kind);
        if (node is not JsonObject body) throw Refusals.BadRequest(ObjectBody.NoObject(node, call.Type));
        ObjectBody.CheckKind(body, call.Type, bytes);
        body["kind"] = call.Type.Kind;
        body["apiVersion"] = call.Type.GroupVersion;
        Completion.Decode(body, request, duplicates);
        return body;
    }

    private Task AnswerAsync(ApiCall call, WriteResult result)
    {
        var presenter = presenters.For(call);
        return Answers.BytesAsync(call.Http, result.Created ? 201 : 200, presenter.Object(result.Object, call.Type), presenter.ContentType);
    }
}
