namespace LlmRouting.Contract.Frames;

/// <param name="Tier">Tier key.</param>
/// <param name="Requests">Waiting now.</param>
/// <param name="OldestSeconds">How long the first of them has been waiting.</param>
public sealed record HeldRequests(string Tier, int Requests, double OldestSeconds);
