using System.Text.Json.Nodes;
using LlmRouting.TestKit.Kubernetes.Builtins;
using LlmRouting.TestKit.Kubernetes.Cel;
using LlmRouting.TestKit.Kubernetes.Http;
using LlmRouting.TestKit.Kubernetes.Storage;
using LlmRouting.TestKit.Kubernetes.Validation;

namespace LlmRouting.TestKit.Kubernetes.Writing;

/// <summary>Decoding, pruning, defaulting and validation of an object that a client wants to write.</summary>
public sealed class Completion(RuleBook rules)
{
    /// <summary>Drops unknown fields, as the request wants them treated.</summary>
    public static void Decode(JsonObject value, WriteRequest request, IReadOnlyList<string> duplicates)
    {
        if (request.Type.IsCustom) GoDecoding.CheckMetadata(value, request.Type);
        else GoDecoding.Check(value, request.Type);
        var unknown = new List<string>();
        Pruner.Prune(value, request.Type.Schema, "", unknown);
        List<string> problems = [.. duplicates.Select(d => $"duplicate field \"{d}\""), .. unknown.Select(u => $"unknown field \"{u}\"")];
        if (problems.Count == 0 || request.Validation == FieldValidation.Ignore) return;
        if (request.Validation == FieldValidation.Strict) throw Refusals.BadRequest(Strict(request.Type, problems));
        request.Warnings.AddRange(problems);
    }

    /// <summary>Fills in defaults; returns the object in the order of the wire.</summary>
    public JsonObject Default(JsonObject value, ResourceType type, JsonObject? live, bool dropNulls)
    {
        Defaulter.Fill(value, type.Schema, dropNulls || !type.IsCustom);
        if (!type.IsCustom)
        {
            GoDecoding.Normalize(value, type.Schema);
            rules.For(type).Default(value, live);
        }
        var result = ObjectEnvelope.Arrange(value, type);
        ObjectEnvelope.Tidy(result["metadata"]!.AsObject());
        return result;
    }

    public void Validate(JsonObject value, WriteRequest request, JsonObject? live)
    {
        var (type, warnings) = (request.Type, request.Warnings);
        warnings.AddRange(MetadataChecks.Warnings(value["metadata"]!.AsObject(), live?["metadata"] as JsonObject));
        var errors = MetadataChecks.Of(value["metadata"]!.AsObject(), live?["metadata"] as JsonObject, type).ToList();
        if (type.IsCustom) errors.AddRange(SchemaValidator.Validate(value, type.Schema, live).Select(e => request.Subresource == "status" ? Below(e) : e).Concat(ScaleChecks.Of(value, type)));
        if (type.IsCustom && type.Schema.HasRules) AddRules(errors, value, type, live, warnings);
        else errors.AddRange(rules.For(type).Validate(value, live));
        if (errors.Count > 0) throw Refusals.Invalid(type.Kind == "Event" ? "" : type.Group, type.Kind, (string?)value["metadata"]!["name"] ?? "", errors);
    }

    /// <summary>Writes to /status name fields from there on in their messages.</summary>
    private static FieldError Below(FieldError error) => error with { Message = error.Message.Replace("status.", "", StringComparison.Ordinal) };

    private static void AddRules(List<FieldError> errors, JsonObject value, ResourceType type, JsonObject? live, List<string> warnings)
    {
        if (errors.Any(e => e.HidesRules))
        {
            errors.Add(SchemaValidator.Unchecked);
            return;
        }
        errors.AddRange(CelValidator.Validate(value, type.Schema, live, out var tolerated));
        if (errors.Count == 0) warnings.AddRange(tolerated);
    }

    public KindRules Rules(ResourceType type) => rules.For(type);

    private static string Strict(ResourceType type, IEnumerable<string> problems) =>
        $"{type.Kind} in version \"{type.Version}\" cannot be handled as a {type.Kind}: strict decoding error: {string.Join(", ", problems)}";
}
