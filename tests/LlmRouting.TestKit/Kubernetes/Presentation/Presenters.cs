using LlmRouting.TestKit.Kubernetes.Http;
using LlmRouting.TestKit.Kubernetes.Tables;

namespace LlmRouting.TestKit.Kubernetes.Presentation;

/// <summary>Chooses a presenter by the Accept header: the first kind that is known wins.</summary>
public sealed class Presenters(TimeProvider time)
{
    private const string Known = "only the following media types are accepted: application/json, application/yaml, application/vnd.kubernetes.protobuf";
    private static readonly PlainPresenter Plain = new();

    public Presenter For(ApiCall call)
    {
        var accept = call.Http.Request.Headers.Accept.ToString();
        if (accept.Length == 0 || accept == "application/json") return Plain;
        foreach (var part in accept.Split(','))
            if (Of(part.Split(';').Select(p => p.Trim()).ToArray(), call) is { } presenter) return presenter;
        throw Refusals.Status(406, "NotAcceptable", Known);
    }

    private Presenter? Of(string[] parts, ApiCall call)
    {
        if (parts[0] is not ("application/json" or "*/*" or "application/*")) return null;
        var shape = Value(parts, "as");
        if (shape is null) return Plain;
        if (Value(parts, "g") != "meta.k8s.io" || Value(parts, "v") is not ("v1" or "v1beta1")) return null;
        var version = $"meta.k8s.io/{Value(parts, "v")}";
        return shape switch
        {
            "Table" => new TablePresenter(version, Include(call), time),
            "PartialObjectMetadata" => new MetadataPresenter(version, listed: false),
            "PartialObjectMetadataList" => new MetadataPresenter(version, listed: true),
            _ => null,
        };
    }

    private static string Include(ApiCall call) => call.Option("includeObject") switch
    {
        null => "Metadata",
        "Metadata" or "Object" or "None" => call.Option("includeObject")!,
        var other => throw Refusals.BadRequest($"Unable to convert to Table as requested: includeObject: Invalid value: \"{other}\": must be 'Metadata', 'Object', 'None', or empty"),
    };

    private static string? Value(string[] parts, string name) => parts.FirstOrDefault(p => p.StartsWith(name + "=", StringComparison.Ordinal))?[(name.Length + 1)..];
}
