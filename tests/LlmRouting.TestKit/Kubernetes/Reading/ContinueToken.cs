using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LlmRouting.TestKit.Kubernetes.Http;
using LlmRouting.TestKit.Kubernetes.Storage;

namespace LlmRouting.TestKit.Kubernetes.Reading;

/// <summary>Where the next page of a list starts, and in which version. Version -1 goes on in the newest (after an expiry).</summary>
public sealed record ContinueToken(long Version, ObjectKey After)
{
    public static ContinueToken Parse(string text)
    {
        try
        {
            var json = JsonNode.Parse(Base64Url.DecodeFromChars(text))!.AsObject();
            var start = ((string)json["start"]!).Split('/', 2);
            return new ContinueToken((long)json["rv"]!, new ObjectKey(start[0], start[1].TrimEnd('\0')));
        }
        catch (Exception e) when (e is FormatException or JsonException or InvalidOperationException or NullReferenceException or IndexOutOfRangeException)
        {
            throw Refusals.BadRequest("invalid continue token: continue key is not valid: " + (e is FormatException ? "illegal base64 data at input byte 0" : "invalid character '\\u0081' looking for beginning of value"));
        }
    }

    public override string ToString() => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(
        new JsonObject { ["v"] = "meta.k8s.io/v1", ["rv"] = Version, ["start"] = $"{After.Namespace}/{After.Name}\0" }.ToJsonString()));
}
