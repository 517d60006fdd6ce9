using System.Buffers;
using System.Buffers.Text;

namespace LlmRouting.DataPlane.Parsing;

/// <summary>Writes a parsed body with our few members changed; every byte that is not ours leaves as it came.</summary>
public static class BodySplicer
{
    private const int MostEdits = 5;

    public static void Splice(ParsedRequest request, in Splices splices, IBufferWriter<byte> output)
    {
        Span<Edit> buffer = stackalloc Edit[MostEdits];
        var plan = new SplicePlan(request, splices);
        var edits = buffer[..plan.Fill(buffer)];
        edits.Sort(static (a, b) => a.Start.CompareTo(b.Start));
        var body = request.Body.Span;
        var at = 0;
        foreach (var edit in edits)
        {
            output.Write(body[at..edit.Start]);
            Write(edit.Kind, plan, output);
            at = edit.Start + edit.Length;
        }
        output.Write(body[at..]);
    }

    private static void Write(EditKind kind, in SplicePlan plan, IBufferWriter<byte> output)
    {
        switch (kind)
        {
            case EditKind.Model:
                output.Write(plan.Splices.ModelJson.Span);
                break;
            case EditKind.Temperature:
                Number(plan.Splices.Temperature!.Value, output);
                break;
            case EditKind.MaxTokens:
                Number(plan.Splices.MaxTokens!.Value, output);
                break;
            case EditKind.True:
                output.Write("true"u8);
                break;
            case EditKind.Options:
                output.Write("{\"include_usage\":true}"u8);
                break;
            case EditKind.FirstOption:
                output.Write("\"include_usage\":true"u8);
                break;
            case EditKind.NextOption:
                output.Write(",\"include_usage\":true"u8);
                break;
            default:
                Append(plan, output);
                break;
        }
    }

    private static void Append(in SplicePlan plan, IBufferWriter<byte> output)
    {
        if (plan.AppendsTemperature)
        {
            output.Write(",\"temperature\":"u8);
            Number(plan.Splices.Temperature!.Value, output);
        }
        if (plan.AppendsMaxTokens)
        {
            output.Write(plan.MaxTokensName);
            Number(plan.Splices.MaxTokens!.Value, output);
        }
        if (plan.AppendsOptions) output.Write(",\"stream_options\":{\"include_usage\":true}"u8);
    }

    private static void Number(decimal value, IBufferWriter<byte> output)
    {
        Utf8Formatter.TryFormat(value, output.GetSpan(40), out var written);
        output.Advance(written);
    }
}
