using System.Text.Json.Serialization;
using LlmRouting.Contract.Api;

namespace LlmRouting.Operator.Kubernetes;

/// <summary>An events.k8s.io/v1 Event. Making one demands all but Related, Note and Series; events of others may lack them. Once made only the series may change.</summary>
public sealed record Event : ApiObject
{
    [JsonConverter(typeof(MicroTimeConverter))]
    public DateTimeOffset? EventTime { get; init; }

    /// <summary>A qualified name, e.g. llmrouting.dev/operator.</summary>
    public string? ReportingController { get; init; }

    /// <summary>Usually the Pod's name; at most 128 characters.</summary>
    public string? ReportingInstance { get; init; }

    /// <summary>What was done or failed, one CamelCase word of at most 128 characters.</summary>
    public string? Action { get; init; }

    /// <summary>Why, one CamelCase word of at most 128 characters.</summary>
    public string? Reason { get; init; }

    public ObjectReference? Regarding { get; init; }
    public ObjectReference? Related { get; init; }

    /// <summary>For people; at most 1024 bytes.</summary>
    public string? Note { get; init; }

    /// <summary>Normal or Warning.</summary>
    public string? Type { get; init; }

    /// <summary>Null until it happens a second time.</summary>
    public EventSeries? Series { get; init; }
}
