using System.Text.Json.Serialization;

namespace LlmRouting.Contract.Api;

/// <summary>What every Kubernetes object has.</summary>
public abstract record ApiObject
{
    public required string ApiVersion { get; init; }
    public required string Kind { get; init; }
    public required ObjectMeta Metadata { get; init; }

    /// <summary>The object's identity, with the default namespace filled in.</summary>
    [JsonIgnore]
    public ObjectRef Ref => new(Kind, Metadata.Namespace ?? ApiNames.Default, Metadata.Name);
}
