namespace LlmRouting.Contract.Frames;

/// <summary>Where one tier is served; one frame for each tier of the configuration.</summary>
public sealed record EndpointsFrame : Frame
{
    private protected override FrameSlot Place => new(FrameKind.Endpoints, Tier);

    /// <summary>Tier key.</summary>
    public required string Tier { get; init; }

    /// <summary>Without a trailing slash; sorted. Empty: none is ready. Null: nothing is known.</summary>
    public IReadOnlyList<string>? BaseUrls { get; init; }
}
