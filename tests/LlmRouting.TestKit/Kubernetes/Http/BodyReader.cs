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

    public static JsonNode? Parse(byte[] utf8, string contentType, List<string>? duplicates)
    {
        try
        {
            if (contentType.Contains("yaml", StringComparison.Ordinal) && !LooksLikeJson(utf8))
                return YamlJson.Documents(System.Text.Encoding.UTF8.GetString(utf8)).FirstOrDefault();
            return JsonReading.Parse(utf8, duplicates);
        }
        catch (Exception e) when (e is JsonException or YamlDotNet.Core.YamlException or ArgumentOutOfRangeException)
        {
            throw Refusals.BadRequest($"couldn't get version/kind; json parse error: {GoJsonErrors.Describe(utf8)}");
        }
    }

    private static bool LooksLikeJson(byte[] utf8) => utf8.AsSpan().TrimStart(" \t\r\n"u8) is [(byte)'{' or (byte)'[', ..];
}
