using System.Text.Json.Serialization;

namespace LlmRouting.Contract.Frames;

/// <summary>One line of what an operator tells a data plane. Each frame is whole: it replaces the one before it in its slot.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(HelloFrame), "hello")]
[JsonDerivedType(typeof(ConfigFrame), "config")]
[JsonDerivedType(typeof(EndpointsFrame), "endpoints")]
[JsonDerivedType(typeof(SplitsFrame), "splits")]
[JsonDerivedType(typeof(LoadFrame), "load")]
[JsonDerivedType(typeof(KeysFrame), "keys")]
[JsonDerivedType(typeof(CredentialsFrame), "credentials")]
[JsonDerivedType(typeof(DrainingFrame), "draining")]
[JsonDerivedType(typeof(ReplicasFrame), "replicas")]
[JsonDerivedType(typeof(HeartbeatFrame), "heartbeat")]
public abstract record Frame
{
    [JsonIgnore]
    public FrameSlot Slot => Place;

    private protected abstract FrameSlot Place { get; }

    /// <summary>Of the wire form; see <see cref="FrameSchema"/>.</summary>
    [JsonPropertyOrder(-2)]
    public int Schema { get; init; } = FrameSchema.Newest;

    [JsonPropertyOrder(-1)]
    public FrameOrder Order { get; init; }
}
