using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using LlmRouting.TestKit.Kubernetes.Builtins;
using Microsoft.AspNetCore.Http;

namespace LlmRouting.TestKit.Kubernetes.Http;

/// <summary>Request bodies.</summary>
public static class BodyReader
{
    private const int Most = 3 * 1024 * 1024;

    public static async Task<byte[]> BytesAsync(HttpRequest request)
    {
        using var buffer = new MemoryStream();
        await request.Body.CopyToAsync(buffer, request.HttpContext.RequestAborted);
        if (buffer.Length > Most) throw Refusals.Status(413, "RequestEntityTooLarge", $"Request entity too large: limit is {Most}");
        return buffer.ToArray();
    }

    public static JsonNode? ParsePatch(byte[] utf8, PatchKind kind)
    {
        try
        {
            return kind == PatchKind.Apply && !LooksLikeJson(utf8) ? YamlJson.Documents(System.Text.Encoding.UTF8.GetString(utf8)).FirstOrDefault() : JsonReading.Parse(utf8);
        }
        catch (Exception e) when (e is JsonException or YamlDotNet.Core.YamlException or ArgumentOutOfRangeException)
        {
            throw Refusals.BadRequest(kind == PatchKind.Apply ? "error decoding YAML: error converting YAML to JSON: yaml: line 1: did not find expected ',' or '}'" : $"error decoding patch: {GoJsonErrors.Describe(utf8)}");
        }
    }

    /// <param name="expected">Kind of the object; null for bodies that are none.</param>
    public static JsonNode? Parse(byte[] utf8, string contentType, List<string>? duplicates, string? expected = null)
    {
        try
        {
            if (contentType.Contains("yaml", StringComparison.Ordinal) && !LooksLikeJson(utf8))
                return YamlJson.Documents(System.Text.Encoding.UTF8.GetString(utf8)).FirstOrDefault();
            return JsonReading.Parse(utf8, duplicates);
        }
        catch (Exception e) when (e is JsonException or YamlDotNet.Core.YamlException or ArgumentOutOfRangeException)
        {
            var problem = $"couldn't get version/kind; json parse error: {GoJsonErrors.Describe(utf8)}";
            throw Refusals.BadRequest(expected is null ? problem : Unrecognized(expected, problem, utf8));
        }
    }

    /// <summary>The complaint about a body that is no object of any kind, with its beginning.</summary>
    public static string Unrecognized(string kind, string problem, byte[] utf8)
    {
        var shown = utf8.Length == 0 ? "<empty>" : utf8.Length > 30 ? System.Text.Encoding.UTF8.GetString(utf8, 0, 30) + " ..." : System.Text.Encoding.UTF8.GetString(utf8);
        return $"the object provided is unrecognized (must be of type {kind}): {problem} ({shown})";
    }

    private static bool LooksLikeJson(byte[] utf8) => utf8.AsSpan().TrimStart(" \t\r\n"u8) is [(byte)'{' or (byte)'[', ..];
}
