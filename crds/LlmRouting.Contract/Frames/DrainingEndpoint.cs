namespace LlmRouting.Contract.Frames;

/// <param name="Tier">Tier key.</param>
/// <param name="InFlight">Requests this data plane still has open to it; it starts no more.</param>
/// <param name="Order">Of the draining frame that said so.</param>
public sealed record DrainingEndpoint(string Tier, string BaseUrl, int InFlight, FrameOrder Order);
