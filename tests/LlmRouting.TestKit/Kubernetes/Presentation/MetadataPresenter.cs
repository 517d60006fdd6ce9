using System.Globalization;
using System.Text.Json.Nodes;
using LlmRouting.TestKit.Kubernetes.Http;
using LlmRouting.TestKit.Kubernetes.Reading;
using LlmRouting.TestKit.Kubernetes.Storage;

namespace LlmRouting.TestKit.Kubernetes.Presentation;

/// <summary>PartialObjectMetadata and its list.</summary>
/// <param name="listed">The list form was asked for.</param>
public sealed class MetadataPresenter(string version, bool listed) : Presenter
{
    public static JsonObject Of(JsonObject item, string version) =>
        new() { ["kind"] = "PartialObjectMetadata", ["apiVersion"] = version, ["metadata"] = item["metadata"]!.DeepClone() };

    public override ReadOnlyMemory<byte> Object(StoredObject item, ResourceType type) =>
        listed ? throw Refusals.Internal("content is not a list") : Wire.Encode(Of(item.Json, version));

    public override ReadOnlyMemory<byte> Event(StoredObject item, ResourceType type, bool first) => Wire.Encode(Of(item.Json, version));

    public override IEnumerable<ReadOnlyMemory<byte>> List(Page page)
    {
        if (!listed)
            throw Refusals.Status(406, "NotAcceptable", $"you requested PartialObjectMetadata, but the requested object is a list ({(page.Type.IsCustom ? "*unstructured.UnstructuredList" : $"*{page.Type.Version}.{page.Type.ListKind}")})");
        var metadata = new JsonObject { ["resourceVersion"] = page.Version.ToString(CultureInfo.InvariantCulture) };
        if (page.Continue.Length > 0) metadata["continue"] = page.Continue;
        if (page.Remaining is { } remaining) metadata["remainingItemCount"] = remaining;
        var items = new JsonArray([.. page.Items.Select(i => Of(i.Json, version))]);
        return [Wire.Encode(new JsonObject { ["kind"] = "PartialObjectMetadataList", ["apiVersion"] = version, ["metadata"] = metadata, ["items"] = items })];
    }

    public override ReadOnlyMemory<byte> Bookmark(ResourceType type, ulong resourceVersion, bool endsInitial, bool first) =>
        Wire.Encode(Of(BookmarkObject.Of(type, resourceVersion, endsInitial), version));
}
