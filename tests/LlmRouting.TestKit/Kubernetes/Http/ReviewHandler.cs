using System.Text.Json.Nodes;
using LlmRouting.TestKit.Kubernetes.Apply;
using LlmRouting.TestKit.Kubernetes.Identity;
using LlmRouting.TestKit.Kubernetes.Writing;

namespace LlmRouting.TestKit.Kubernetes.Http;

/// <summary>Kinds that are answered and not stored: who is this, may he?</summary>
public sealed class ReviewHandler(Identities identities, Authorizer authorizer, Naming naming)
{
    public async Task HandleAsync(ApiCall call)
    {
        if (call.Http.Request.Method != "POST") throw Refusals.NotAllowed();
        var body = BodyReader.Parse(await BodyReader.BytesAsync(call.Http.Request), "json", null) as JsonObject ?? [];
        ObjectBody.CheckKind(body, call.Type);
        var review = ObjectEnvelope.Arrange(body, call.Type);
        var spec = review["spec"] as JsonObject ?? [];
        if (call.Type.Kind != "SelfSubjectReview") review["spec"] ??= spec;
        Own(review, call);
        review["status"] = call.Type.Kind switch
        {
            "TokenReview" => Token(spec),
            "SelfSubjectReview" => new JsonObject { ["userInfo"] = UserJson.Write(call.User) },
            "SubjectAccessReview" => Access(new UserInfo((string?)spec["user"] ?? "", Texts(spec["groups"])), spec),
            "SelfSubjectAccessReview" => Access(call.User, spec),
            _ => throw Refusals.NotAllowed(),
        };
        await Answers.JsonAsync(call.Http, 201, review);
    }

    private void Own(JsonObject review, ApiCall call)
    {
        var managers = new ManagedFields();
        var manager = new ManagerKey(WriteOptions.Read(call, "CreateOptions").Manager, "Update", call.Type.GroupVersion, "");
        new Ownership(call.Type.Schema, call.Type.GroupVersion, ResetFields.For(call.Type with { HasStatus = true }, "")).Update([], review, managers, manager, naming.Now);
        if (managers.Sets.Count > 0) review["metadata"]!["managedFields"] = managers.Write();
    }

    private JsonObject Token(JsonObject spec)
    {
        var token = (string?)spec["token"] ?? "";
        if (token.Length == 0) throw Refusals.BadRequest("token is required for TokenReview in authentication");
        var asked = Texts(spec["audiences"]) is { Count: > 0 } audiences ? audiences : [Identities.ServerAudience];
        if (identities.Find(token) is not { } record) return new JsonObject { ["user"] = new JsonObject(), ["error"] = "invalid bearer token" };
        var own = record.Audiences.Count > 0 ? record.Audiences : [Identities.ServerAudience];
        var common = asked.Where(own.Contains).ToList();
        if (common.Count == 0)
            return new JsonObject { ["user"] = new JsonObject(), ["error"] = $"[invalid bearer token, token audiences {Quoted(own)} is invalid for the target audiences {Quoted(asked)}]" };
        return new JsonObject { ["authenticated"] = true, ["user"] = UserJson.Write(record.User), ["audiences"] = new JsonArray([.. common.Select(c => (JsonNode)c)]) };
    }

    private JsonObject Access(UserInfo user, JsonObject spec)
    {
        var reason = authorizer.Allowed(user, AccessJson.Read(spec));
        var status = new JsonObject { ["allowed"] = reason is not null };
        if (reason is { Length: > 0 }) status["reason"] = reason;
        return status;
    }

    private static string Quoted(IEnumerable<string> texts) => $"[{string.Join(" ", texts.Select(t => $"\"{t}\""))}]";

    private static List<string> Texts(JsonNode? list) => [.. (list as JsonArray ?? []).Select(t => (string)t!)];
}
