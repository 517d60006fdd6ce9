using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LlmRouting.TestKit.Kubernetes.Http;
using LlmRouting.TestKit.Kubernetes.Validation;

namespace LlmRouting.TestKit.Kubernetes.Builtins;

/// <summary>The rules of events.k8s.io/v1. The fields are named as in core/v1, whichever API was used.</summary>
public static partial class EventChecks
{
    private const string NameRule =
        "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";

    /// <param name="core">The Event in the names of core/v1.</param>
    public static IEnumerable<FieldError> New(JsonObject core, string controllerField)
    {
        foreach (var error in Home(core)) yield return error;
        foreach (var error in Controller((string?)core["reportingComponent"] ?? "", controllerField)) yield return error;
        foreach (var (name, most) in new[] { ("reportingInstance", 128), ("action", 128), ("reason", 128) })
        {
            var length = ((string?)core[name])?.Length ?? 0;
            if (length == 0) yield return Required(name);
            else if (length > most) yield return Empty(name, $"can have at most {most} characters");
        }
        if (((string?)core["message"])?.Length > 1024) yield return Empty("message", "can have at most 1024 characters");
        if ((string?)core["type"] is not ("Normal" or "Warning")) yield return Empty("type", $"has invalid value: {core["type"]}");
        foreach (var error in Series(core)) yield return error;
        foreach (var name in new[] { "firstTimestamp", "lastTimestamp" })
            if (core[name] is not null) yield return Empty(name, "needs to be unset");
        if ((long?)core["count"] is > 0) yield return Empty("count", "needs to be unset");
        if (core["source"] is JsonObject { Count: > 0 }) yield return Empty("source", "needs to be unset");
    }

    /// <summary>Only the series of an Event may change.</summary>
    public static IEnumerable<FieldError> Change(JsonObject core, JsonObject live)
    {
        foreach (var error in Series(core)) yield return error;
        foreach (var name in new[] { "involvedObject", "reason", "message", "type", "action", "related", "reportingComponent", "reportingInstance", "eventTime" })
            if (!JsonNode.DeepEquals(core[name], live[name])) yield return FieldError.Invalid(name, Wire.Text(core[name]), "field is immutable");
    }

    public static IEnumerable<FieldError> Home(JsonObject core)
    {
        var (home, ns) = ((string?)core["involvedObject"]?["namespace"] ?? "", (string?)core["metadata"]!["namespace"] ?? "");
        var strict = core["eventTime"] is null;
        if (home.Length == 0 ? ns is not ("default" or "kube-system") : strict && home != ns)
            yield return FieldError.Invalid("involvedObject.namespace", $"\"{home}\"", "does not match event.namespace");
    }

    private static IEnumerable<FieldError> Controller(string name, string field)
    {
        if (name.Length == 0) yield return Required(field);
        if (name.Length == 0) yield return FieldError.Invalid(field, "\"\"", "name part must be non-empty");
        if (!Qualified().IsMatch(name)) yield return FieldError.Invalid(field, Wire.Text(name), NameRule);
    }

    private static IEnumerable<FieldError> Series(JsonObject core)
    {
        if (core["series"] is JsonObject series && ((long?)series["count"] ?? 0) < 2) yield return Empty("series.count", "should be at least 2");
        if (core["series"] is JsonObject late && late["lastObservedTime"] is null) yield return Required("series.lastObservedTime");
    }

    private static FieldError Required(string field) => FieldError.Required(field) with { HidesRules = false };

    private static FieldError Empty(string field, string message) => FieldError.Invalid(field, "\"\"", message);

    [GeneratedRegex(@"^([a-z0-9]([-a-z0-9.]*[a-z0-9])?/)?([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$")]
    private static partial Regex Qualified();
}
