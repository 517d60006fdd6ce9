using System.Text.Json.Nodes;
using LlmRouting.TestKit.Kubernetes.Storage;
using LlmRouting.TestKit.Kubernetes.Validation;

namespace LlmRouting.TestKit.Kubernetes.Http;

/// <summary>The errors of the API server, word for word.</summary>
public static class Refusals
{
    public static ApiRefusal Status(int code, string? reason, string message, JsonObject? details = null) => new(code, StatusBody(code, reason, message, details));

    public static JsonObject StatusBody(int code, string? reason, string message, JsonObject? details = null)
    {
        var body = new JsonObject
        {
            ["kind"] = "Status", ["apiVersion"] = "v1", ["metadata"] = new JsonObject(), ["status"] = "Failure", ["message"] = message,
        };
        if (reason is not null) body["reason"] = reason;
        if (details is not null) body["details"] = details;
        body["code"] = code;
        return body;
    }

    public static ApiRefusal NotFound(ResourceType type, string name) =>
        Status(404, "NotFound", $"{type.Qualified} \"{name}\" not found", Details(name, type.Group, type.Plural));

    public static ApiRefusal NamespaceNotFound(string name) =>
        Status(404, "NotFound", $"namespaces \"{name}\" not found", Details(name, "", "namespaces"));

    public static ApiRefusal NoResource() => Status(404, "NotFound", "the server could not find the requested resource", []);

    public static ApiRefusal NoPage() => new(404, "404 page not found\n", "text/plain; charset=utf-8");

    public static ApiRefusal AlreadyExists(ResourceType type, string name, bool deleting) => Status(
        409, "AlreadyExists", $"{(deleting ? "object is being deleted: " : "")}{type.Qualified} \"{name}\" already exists", Details(name, type.Group, type.Plural));

    public static ApiRefusal Modified(ResourceType type, string name) => Conflict(
        type.Qualified, type.Plural, type.Group, name, "the object has been modified; please apply your changes to the latest version and try again");

    public static ApiRefusal Precondition(ResourceType type, string name, string message) =>
        Conflict(type.QualifiedKind, type.Kind, type.Group, name, message);

    public static ApiRefusal BadRequest(string message) => Status(400, "BadRequest", message);

    public static ApiRefusal Internal(string message) => Status(500, null, message);

    public static ApiRefusal NotAllowed() => Status(405, "MethodNotAllowed", "the server does not allow this method on the requested resource", []);

    /// <summary>A method that the resource does not have; custom resources word it by verb.</summary>
    public static ApiRefusal NotAllowed(ApiCall call) => !call.Type.IsCustom ? NotAllowed() : Status(
        405, "MethodNotAllowed", $"{call.Http.Request.Method switch { "POST" => "create", "DELETE" => "delete", _ => "" }} is not supported on resources of kind \"{call.Type.Qualified}\"", Details("", call.Type.Group, call.Type.Plural));

    public static ApiRefusal Forbidden(string group, string plural, string name, string message) => Status(
        403, "Forbidden", $"{Qualified(plural, group)}{(name.Length == 0 ? "" : $" \"{name}\"")} is forbidden: {message}", Details(name, group, plural));

    public static ApiRefusal Expired(string message) => Status(410, "Expired", message);

    public static ApiRefusal Invalid(string group, string kind, string name, IReadOnlyList<FieldError> errors)
    {
        var texts = errors.Select(e => $"{e.Field}: {e.Message}").Distinct().ToList();
        var joined = texts.Count == 1 ? texts[0] : $"[{string.Join(", ", texts)}]";
        var details = Details(name, group, kind);
        details["causes"] = new JsonArray([.. errors.Select(e => Cause(e.Reason, e.Message, e.Field))]);
        return Status(422, "Invalid", $"{Qualified(kind, group)} \"{name}\" is invalid: {joined}", details);
    }

    public static JsonObject Cause(string reason, string message, string field) => new() { ["reason"] = reason, ["message"] = message, ["field"] = field };

    public static JsonObject Details(string name, string group, string kind)
    {
        var details = new JsonObject();
        if (name.Length > 0) details["name"] = name;
        if (group.Length > 0) details["group"] = group;
        if (kind.Length > 0) details["kind"] = kind;
        return details;
    }

    private static ApiRefusal Conflict(string qualified, string kind, string group, string name, string message) =>
        Status(409, "Conflict", $"Operation cannot be fulfilled on {qualified} \"{name}\": {message}", Details(name, group, kind));

    private static string Qualified(string name, string group) => group.Length == 0 ? name : $"{name}.{group}";
}
