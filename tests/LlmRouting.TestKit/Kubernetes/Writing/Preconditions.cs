using System.Text.Json.Nodes;
using LlmRouting.TestKit.Kubernetes.Http;
using LlmRouting.TestKit.Kubernetes.Storage;
using LlmRouting.TestKit.Kubernetes.Validation;

namespace LlmRouting.TestKit.Kubernetes.Writing;

/// <summary>resourceVersion and uid of bodies against the stored object.</summary>
public static class Preconditions
{
    public static void OfReplace(ResourceType type, StoredObject live, JsonObject body)
    {
        var version = (string?)body["metadata"]?["resourceVersion"];
        if (version is { Length: > 0 } && version != Version(live)) throw Refusals.Modified(type, live.Key.Name);
        if ((string?)body["metadata"]?["uid"] is { Length: > 0 } uid && uid != live.Uid)
            throw Refusals.Status(409, "Conflict",
                $"Operation cannot be fulfilled on {type.Qualified} \"{live.Key.Name}\": Precondition failed: UID in precondition: {uid}, UID in object meta: {live.Uid}",
                Refusals.Details(live.Key.Name, type.Group, type.Plural));
        if (version is null or "" && type.ConditionalUpdate)
            throw Refusals.Invalid(type.Group, type.Kind, live.Key.Name, [FieldError.Invalid("metadata.resourceVersion", "0", "must be specified for an update")]);
    }

    public static void OfPatch(ResourceType type, StoredObject live, JsonObject wanted)
    {
        if (wanted["metadata"] is not JsonObject metadata || (string?)metadata["name"] is null)
            throw Refusals.BadRequest($"the name of the object ({live.Key.Name} based on URL) was undeterminable: name must be provided");
        if ((string?)metadata["resourceVersion"] is { Length: > 0 } version && version != Version(live)) throw Refusals.Modified(type, live.Key.Name);
        if ((string?)metadata["uid"] is { } uid && uid != live.Uid)
            throw Refusals.Invalid(type.Group, type.Kind, live.Key.Name, [FieldError.Invalid("metadata.uid", $"\"{uid}\"", "field is immutable")]);
    }

    public static void OfApply(ResourceType type, StoredObject? live, JsonObject config, string name)
    {
        var metadata = config["metadata"]!.AsObject();
        var (version, uid) = ((string?)metadata["resourceVersion"], (string?)metadata["uid"]);
        if (live is null && uid is not null)
            throw Refusals.Status(409, "Conflict", $"Operation cannot be fulfilled on {type.Qualified} \"{name}\": uid mismatch: the provided object specified uid {uid}, and no existing object was found", Refusals.Details(name, type.Group, type.Plural));
        if (live is not null && version is { Length: > 0 } && version != Version(live)) throw Refusals.Modified(type, name);
        if (live is not null && uid is not null && uid != live.Uid)
            throw Refusals.Invalid(type.Group, type.Kind, name, [FieldError.Invalid("metadata.uid", $"\"{uid}\"", "field is immutable")]);
        metadata.Remove("resourceVersion");
        metadata.Remove("uid");
    }

    private static string Version(StoredObject live) => (string)live.Metadata["resourceVersion"]!;
}
