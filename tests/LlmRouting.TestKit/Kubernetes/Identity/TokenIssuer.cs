using System.Buffers.Text;
using System.Text;
using System.Text.Json.Nodes;
using LlmRouting.TestKit.Kubernetes.Http;
using LlmRouting.TestKit.Kubernetes.Storage;
using LlmRouting.TestKit.Kubernetes.Validation;
using LlmRouting.TestKit.Kubernetes.Writing;

namespace LlmRouting.TestKit.Kubernetes.Identity;

/// <summary>TokenRequest: makes tokens that this server knows again. They look like JWTs and are not signed.</summary>
public sealed class TokenIssuer(ObjectDatabase database, Identities identities, TimeProvider time, Naming naming)
{
    private const string PodName = "authentication.kubernetes.io/pod-name";
    private const string PodUid = "authentication.kubernetes.io/pod-uid";

    public JsonObject Issue(StoredObject account, JsonObject body, ApiCall call)
    {
        var spec = body["spec"] as JsonObject ?? [];
        var seconds = (long?)spec["expirationSeconds"] ?? 3600;
        if (seconds < 600)
            throw Refusals.Invalid("authentication.k8s.io", "TokenRequest", "", [FieldError.Invalid("spec.expirationSeconds", $"{seconds}", "may not specify a duration less than 10 minutes")]);
        if (seconds > 1L << 32)
            throw Refusals.Invalid("authentication.k8s.io", "TokenRequest", "", [FieldError.Invalid("spec.expirationSeconds", $"{seconds}", "may not specify a duration larger than 2^32 seconds")]);
        var audiences = (spec["audiences"] as JsonArray ?? []).Select(a => (string)a!).ToList();
        if (audiences.Count == 0) audiences.Add(Identities.ServerAudience);
        var expires = time.GetUtcNow().AddSeconds(seconds);
        var user = Bound(UserInfo.ServiceAccount(account.Key.Namespace, account.Key.Name, account.Uid), spec["boundObjectRef"] as JsonObject, account.Key.Namespace);
        var token = Text(account, audiences, expires);
        identities.Add(token, new TokenRecord(user, audiences, expires));
        var answer = Answer(account, audiences, seconds, spec, token, expires);
        answer["metadata"]!["managedFields"] = Managers(spec, WriteOptions.Read(call, "CreateOptions").Manager);
        return answer;
    }

    private UserInfo Bound(UserInfo user, JsonObject? reference, string ns)
    {
        var extra = new Dictionary<string, IReadOnlyList<string>> { ["authentication.kubernetes.io/credential-id"] = [$"JTI={naming.Uid()}"] };
        if (reference is not null && (string?)reference["kind"] is not ("Pod" or "Secret" or "Node"))
            throw Refusals.BadRequest($"cannot bind token to object of type {reference["apiVersion"]}, Kind={reference["kind"]}");
        if ((string?)reference?["kind"] == "Pod")
        {
            var name = (string)reference["name"]!;
            var pods = database.Tables.FirstOrDefault(t => t.Type.Qualified == "pods");
            var pod = pods?.Find(new ObjectKey(ns, name)) ?? throw Refusals.Status(404, "NotFound", $"pods \"{name}\" not found", Refusals.Details(name, "", "pods"));
            if ((string?)reference["uid"] is { Length: > 0 } uid && uid != pod.Uid)
                throw Refusals.Status(409, "Conflict", $"Operation cannot be fulfilled on Pod \"{name}\": the UID in the bound object reference ({uid}) does not match the UID in record. The object might have been deleted and then recreated", Refusals.Details(name, "", "Pod"));
            extra[PodName] = [name];
            extra[PodUid] = [pod.Uid];
        }
        return user with { Extra = extra };
    }

    private string Text(StoredObject account, List<string> audiences, DateTimeOffset expires)
    {
        var claims = new JsonObject
        {
            ["aud"] = new JsonArray([.. audiences.Select(a => (JsonNode)a)]), ["exp"] = expires.ToUnixTimeSeconds(), ["iss"] = Identities.ServerAudience,
            ["jti"] = naming.Uid(), ["sub"] = $"system:serviceaccount:{account.Key.Namespace}:{account.Key.Name}",
        };
        return $"{Encode("{\"alg\":\"RS256\",\"kid\":\"test\"}")}.{Encode(claims.ToJsonString())}.{Encode(naming.Uid())}";
    }

    private JsonArray Managers(JsonObject spec, string manager)
    {
        var fields = new JsonObject();
        if (spec["audiences"] is JsonArray { Count: > 0 }) fields["f:audiences"] = new JsonObject();
        if (spec["boundObjectRef"] is JsonObject bound) fields["f:boundObjectRef"] = new JsonObject([new(".", new JsonObject()), .. bound.OrderBy(b => b.Key, StringComparer.Ordinal).Select(b => KeyValuePair.Create<string, JsonNode?>($"f:{b.Key}", new JsonObject()))]);
        fields["f:expirationSeconds"] = new JsonObject();
        return
        [
            new JsonObject
            {
                ["manager"] = manager, ["operation"] = "Update", ["apiVersion"] = "authentication.k8s.io/v1", ["time"] = naming.Now,
                ["fieldsType"] = "FieldsV1", ["fieldsV1"] = new JsonObject { ["f:spec"] = fields }, ["subresource"] = "token",
            },
        ];
    }

    private static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    private JsonObject Answer(StoredObject account, List<string> audiences, long seconds, JsonObject spec, string token, DateTimeOffset expires) => new()
    {
        ["kind"] = "TokenRequest", ["apiVersion"] = "authentication.k8s.io/v1",
        ["metadata"] = new JsonObject { ["name"] = account.Key.Name, ["namespace"] = account.Key.Namespace, ["uid"] = account.Uid, ["creationTimestamp"] = naming.Now },
        ["spec"] = new JsonObject
        {
            ["audiences"] = new JsonArray([.. audiences.Select(a => (JsonNode)a)]), ["expirationSeconds"] = seconds, ["boundObjectRef"] = spec["boundObjectRef"]?.DeepClone(),
        },
        ["status"] = new JsonObject { ["token"] = token, ["expirationTimestamp"] = expires.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture) },
    };
}
