using System.Text.Json.Nodes;
using LlmRouting.TestKit.Kubernetes.Storage;
using LlmRouting.TestKit.Kubernetes.Validation;

namespace LlmRouting.TestKit.Kubernetes.Http;

/// <summary>A new object needs a name.</summary>
public static class NameChecks
{
    private static readonly FieldError Missing = FieldError.Required("metadata.name", "name or generateName is required");

    public static void RefuseMissing(JsonObject metadata, ResourceType type)
    {
        if ((string?)metadata["name"] is null or "")
            throw Refusals.Invalid(type.Group, type.Kind, "", type.Schema.HasRules ? [Missing, SchemaValidator.Unchecked] : [Missing]);
    }
}
