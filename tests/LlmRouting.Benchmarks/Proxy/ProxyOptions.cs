namespace LlmRouting.Benchmarks.Proxy;

/// <param name="Seconds">Of load on each participant in each round.</param>
/// <param name="Rounds">Each visits every participant once; medians are over rounds.</param>
/// <param name="Launches">How often everybody is started anew.</param>
/// <param name="Connections">Closed loops of so many, one after the other.</param>
/// <param name="Streams">Open at the same moment.</param>
/// <param name="Http2">Whether the streams' clients share HTTP/2 connections, which halves the sockets that a proxy holds.</param>
/// <param name="Portkey">Whether the Portkey gateway from npm takes part.</param>
/// <param name="Each">Whether every round is printed, not only their medians.</param>
/// <param name="Beside">Other builds of ours that take part: an LlmRouting.DataPlane.dll, or a program that takes its arguments.</param>
public sealed record ProxyOptions(double Seconds, int Rounds, int Launches, IReadOnlyList<int> Connections, int Streams, bool Http2, bool Portkey, bool Each, IReadOnlyList<string> Beside);
