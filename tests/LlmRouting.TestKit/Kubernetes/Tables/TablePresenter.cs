using System.Globalization;
using System.Text.Json.Nodes;
using LlmRouting.TestKit.Kubernetes.Builtins;
using LlmRouting.TestKit.Kubernetes.Http;
using LlmRouting.TestKit.Kubernetes.Presentation;
using LlmRouting.TestKit.Kubernetes.Reading;
using LlmRouting.TestKit.Kubernetes.Storage;

namespace LlmRouting.TestKit.Kubernetes.Tables;

/// <summary>meta.k8s.io Table: what <c>kubectl get</c> prints.</summary>
/// <param name="include">Metadata, Object or None.</param>
public sealed class TablePresenter(string version, string include, TimeProvider time) : Presenter
{
    public override ReadOnlyMemory<byte> Object(StoredObject item, ResourceType type) => Event(item, type, first: true);

    public override ReadOnlyMemory<byte> Event(StoredObject item, ResourceType type, bool first) =>
        Table(type, new JsonObject { ["resourceVersion"] = item.Metadata["resourceVersion"]?.DeepClone() ?? "" }, [Row(item, type)], first);

    public override IEnumerable<ReadOnlyMemory<byte>> List(Page page)
    {
        var metadata = new JsonObject { ["resourceVersion"] = page.Version.ToString(CultureInfo.InvariantCulture) };
        if (page.Continue.Length > 0) metadata["continue"] = page.Continue;
        if (page.Remaining is { } remaining) metadata["remainingItemCount"] = remaining;
        return [Table(page.Type, metadata, [.. page.Items.Select(i => Row(i, page.Type))], columns: true)];
    }

    public override ReadOnlyMemory<byte> Bookmark(ResourceType type, ulong resourceVersion, bool endsInitial, bool first)
    {
        var item = BookmarkObject.Of(type, resourceVersion, endsInitial);
        var row = new JsonObject { ["cells"] = new JsonArray([.. TableColumns.Of(type).Select(_ => (JsonNode?)null)]), ["object"] = MetadataPresenter.Of(item, version) };
        return Table(type, new JsonObject { ["resourceVersion"] = resourceVersion.ToString(CultureInfo.InvariantCulture) }, [row], first);
    }

    private byte[] Table(ResourceType type, JsonObject metadata, JsonArray rows, bool columns) => Wire.Encode(new JsonObject
    {
        ["kind"] = "Table", ["apiVersion"] = version, ["metadata"] = metadata,
        ["columnDefinitions"] = columns ? new JsonArray([.. TableColumns.Of(type).Select(Definition)]) : null,
        ["rows"] = rows,
    });

    private static JsonObject Definition(TableColumn column) => new()
    {
        ["name"] = column.Name, ["type"] = column.Type, ["format"] = column.Format, ["description"] = column.Description, ["priority"] = column.Priority,
    };

    private JsonObject Row(StoredObject item, ResourceType type)
    {
        var json = Versions.Json(item, type);
        var shown = type.Kind == "Event" ? EventConversion.To("v1", item.Copy()) : json;
        var now = time.GetUtcNow();
        var row = new JsonObject { ["cells"] = new JsonArray([.. TableColumns.Of(type).Select(c => c.Cell(shown, now))]) };
        row["object"] = include switch { "None" => null, "Object" => json.DeepClone(), _ => MetadataPresenter.Of(json, version) };
        return row;
    }
}
