namespace LlmRouting.Contract.Frames;

/// <param name="Tier">Tier key.</param>
/// <param name="BaseUrl">Null: the whole tier, where the frame named no servers.</param>
/// <param name="InFlight">Requests this data plane still has open to it; it starts no more; those that wait for a server are reported as held.</param>
/// <param name="Order">Of the draining frame that said so.</param>
public sealed record DrainingEndpoint(string Tier, string? BaseUrl, int InFlight, FrameOrder Order);
