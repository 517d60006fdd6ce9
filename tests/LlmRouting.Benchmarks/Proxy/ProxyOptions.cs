namespace LlmRouting.Benchmarks.Proxy;

/// <param name="Seconds">Of load on each participant in each round.</param>
/// <param name="Rounds">Each visits every participant once; medians are over rounds.</param>
/// <param name="Connections">Closed loops of so many, one after the other.</param>
/// <param name="Streams">Open at the same moment.</param>
/// <param name="Portkey">Whether the Portkey gateway from npm takes part.</param>
/// <param name="Each">Whether every round is printed, not only their medians.</param>
public sealed record ProxyOptions(double Seconds, int Rounds, IReadOnlyList<int> Connections, int Streams, bool Portkey, bool Each);
