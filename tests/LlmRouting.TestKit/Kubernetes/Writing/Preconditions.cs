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
        if (version is "0") version = null;
        if (version is { Length: > 0 } && !ulong.TryParse(version, out _)) throw Refusals.Internal($"strconv.ParseUint: parsing \"{version}\": invalid syntax");
        if (version is null or "" && type.ConditionalUpdate)
            throw Refusals.Invalid(type.Group, type.Plural, live.Key.Name, [FieldError.Invalid("metadata.resourceVersion", "0", "must be specified for an update")]);
        if (version is { Length: > 0 } && version != Version(live)) throw Refusals.Modified(type, live.Key.Name);
        if ((string?)body["metadata"]?["uid"] is { Length: > 0 } uid && uid != live.Uid)
            throw Refusals.Status(409, "Conflict",
                $"Operation cannot be fulfilled on {type.Qualified} \"{live.Key.Name}\": StorageError: invalid object, Code: 4, Key: /registry/{(type.Group.Length == 0 ? type.Plural : $"{type.Group}/{type.Plural}")}/{live.Key.Namespace}/{live.Key.Name}, ResourceVersion: 0, AdditionalErrorMsg: Precondition failed: UID in precondition: {uid}, UID in object meta: {live.Uid}",
                Refusals.Details(live.Key.Name, type.Group, type.Plural));
    }

    public static void OfPatch(ResourceType type, StoredObject live, JsonObject wanted)
    {
        if (wanted["metadata"] is not JsonObject metadata || (string?)metadata["name"] is null)
            throw Refusals.BadRequest($"the name of the object ({live.Key.Name} based on URL) was undeterminable: name must be provided");
        if ((string)metadata["name"]! != live.Key.Name)
            throw Refusals.BadRequest($"the name of the object ({metadata["name"]}) does not match the name on the URL ({live.Key.Name})");
        if ((string?)metadata["resourceVersion"] is { Length: > 0 } version && version != Version(live)) throw Refusals.Modified(type, live.Key.Name);
        if ((string?)metadata["uid"] is { } uid && uid != live.Uid)
            throw Refusals.Invalid(type.Group, type.Kind, live.Key.Name, Immutable(type, uid));
    }

    public static void OfApply(ResourceType type, StoredObject? live, JsonObject config, string name)
    {
        var metadata = config["metadata"]!.AsObject();
        var (version, uid) = ((string?)metadata["resourceVersion"], (string?)metadata["uid"]);
        if (live is null && uid is not null)
            throw Refusals.Status(409, "Conflict", $"Operation cannot be fulfilled on {type.Qualified} \"{name}\": uid mismatch: the provided object specified uid {uid}, and no existing object was found", Refusals.Details(name, type.Group, type.Plural));
        if (live is not null && version is { Length: > 0 } && version != Version(live)) throw Refusals.Modified(type, name);
        if (live is not null && uid is not null && uid != live.Uid)
            throw Refusals.Invalid(type.Group, type.Kind, name, Immutable(type, uid));
        metadata.Remove("resourceVersion");
        metadata.Remove("uid");
    }

    /// <summary>Custom resources are told twice, once by each layer.</summary>
    private static FieldError[] Immutable(ResourceType type, string uid)
    {
        var error = FieldError.Invalid("metadata.uid", $"\"{uid}\"", "field is immutable");
        return type.IsCustom ? [error, error] : [error];
    }

    private static string Version(StoredObject live) => (string)live.Metadata["resourceVersion"]!;
}
