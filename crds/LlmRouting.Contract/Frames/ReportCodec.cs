using System.Text.Json;

namespace LlmRouting.Contract.Frames;

/// <summary>Reports and their answers as JSON.</summary>
public static class ReportCodec
{
    public static byte[] Encode(Report report) => JsonSerializer.SerializeToUtf8Bytes(report, FramesJsonContext.Default.Report);

    /// <exception cref="JsonException">Not a report, or of a schema version this assembly does not read.</exception>
    public static Report Decode(ReadOnlySpan<byte> json)
    {
        if (json.Length > FrameProtocol.MaxReportBytes) throw new JsonException($"a report of {json.Length} bytes is longer than {FrameProtocol.MaxReportBytes}");
        var report = JsonSerializer.Deserialize<Report>(json, FramesReading.Options) ?? throw new JsonException("no report");
        return FrameSchema.Readable.Contains(report.Schema) ? report : throw new JsonException($"schema version {report.Schema} is not one of {string.Join(", ", FrameSchema.Readable)}");
    }

    public static byte[] Encode(ReportAnswer answer) => JsonSerializer.SerializeToUtf8Bytes(answer, FramesJsonContext.Default.ReportAnswer);

    /// <exception cref="JsonException">Not an answer.</exception>
    public static ReportAnswer DecodeAnswer(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize<ReportAnswer>(json, FramesReading.Options) ?? throw new JsonException("no answer");
}
