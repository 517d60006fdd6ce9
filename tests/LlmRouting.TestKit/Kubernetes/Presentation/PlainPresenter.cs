using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using LlmRouting.TestKit.Kubernetes.Http;
using LlmRouting.TestKit.Kubernetes.Reading;
using LlmRouting.TestKit.Kubernetes.Storage;

namespace LlmRouting.TestKit.Kubernetes.Presentation;

/// <summary>Whole objects, from the bytes that were encoded when they were stored.</summary>
public sealed class PlainPresenter : Presenter
{
    private static readonly ReadOnlyMemory<byte> Comma = ","u8.ToArray();
    private static readonly ReadOnlyMemory<byte> End = "]}"u8.ToArray();
    private static readonly ReadOnlyMemory<byte> Open = "{"u8.ToArray();

    public override ReadOnlyMemory<byte> Object(StoredObject item, ResourceType type) => Versions.Bytes(item, type);

    public override ReadOnlyMemory<byte> Event(StoredObject item, ResourceType type, bool first) => Versions.Bytes(item, type);

    public override IEnumerable<ReadOnlyMemory<byte>> List(Page page)
    {
        yield return Head(page);
        var skipped = page.Type.IsCustom ? 0 : Prefix(page.Type).Length;
        for (var i = 0; i < page.Items.Count; i++)
        {
            if (i > 0) yield return Comma;
            var bytes = Versions.Bytes(page.Items[i], page.Type);
            if (skipped > 0) yield return Open;
            yield return bytes.AsMemory(skipped);
        }
        yield return End;
    }

    public override ReadOnlyMemory<byte> Bookmark(ResourceType type, ulong version, bool endsInitial, bool first) =>
        Wire.Encode(BookmarkObject.Of(type, version, endsInitial));

    private static byte[] Prefix(ResourceType type) => Encoding.UTF8.GetBytes($"{{\"kind\":\"{type.Kind}\",\"apiVersion\":\"{type.GroupVersion}\",");

    private static byte[] Head(Page page)
    {
        var metadata = new JsonObject();
        if (page.Type.IsCustom || page.Continue.Length > 0) metadata["continue"] = page.Continue;
        if (page.Remaining is { } remaining) metadata["remainingItemCount"] = remaining;
        metadata["resourceVersion"] = page.Version.ToString(CultureInfo.InvariantCulture);
        return Encoding.UTF8.GetBytes(
            $"{{\"kind\":\"{page.Type.ListKind}\",\"apiVersion\":\"{page.Type.GroupVersion}\",\"metadata\":{metadata.ToJsonString()},\"items\":[");
    }
}
