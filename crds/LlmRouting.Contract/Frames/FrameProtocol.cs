using System.Globalization;

namespace LlmRouting.Contract.Frames;

/// <summary>Addresses, media types and limits that both ends must spell alike.</summary>
public static class FrameProtocol
{
    public const string FramesPath = "/v1/frames/";
    public const string ReportsPath = "/v1/reports/";

    /// <summary>JSON lines.</summary>
    public const string FramesMediaType = "application/x-ndjson";

    public const string ReportsMediaType = "application/json";

    /// <summary>Query parameter of the frames: a schema version the subscriber reads; given once for each.</summary>
    public const string SchemaParameter = "schema";

    /// <summary>Audience of the service account tokens of data planes.</summary>
    public const string Audience = "llm-routing";

    /// <summary>Bytes of a frame, its line end included.</summary>
    public const int MaxFrameBytes = 16 * 1024 * 1024;

    /// <summary>Bytes of a report.</summary>
    public const int MaxReportBytes = 1024 * 1024;

    /// <summary>A heartbeat follows when nothing was sent for so long.</summary>
    public static readonly TimeSpan HeartbeatInterval = TimeSpan.FromSeconds(5);

    /// <summary>Path of a gateway's frames; also the non-resource URL of its RBAC rule.</summary>
    public static string FramesOf(string gateway) => FramesPath + gateway;

    /// <summary>Path of a gateway's reports; also the non-resource URL of its RBAC rule.</summary>
    public static string ReportsOf(string gateway) => ReportsPath + gateway;

    /// <summary>Path and query that ask for a gateway's frames in one of <paramref name="schemas"/>.</summary>
    public static string Request(string gateway, IEnumerable<int> schemas) =>
        FramesOf(gateway) + "?" + string.Join('&', schemas.Select(schema => $"{SchemaParameter}={schema.ToString(CultureInfo.InvariantCulture)}"));
}
