using LlmRouting.Benchmarks.Proxy.Load;
using LlmRouting.Benchmarks.Proxy.Participants;

namespace LlmRouting.Benchmarks.Proxy;

/// <summary>
/// Everybody under the same load, in turns, so that what else the machine does falls on all of them alike. Two processes of one build differ by several percent for as long
/// as they live, so each starts several times.
/// </summary>
public sealed class ProxyBenchmark(ProxyOptions options, TextWriter output, TimeProvider time)
{
    // Long enough for .NET to have compiled the busy methods for the last time; before that ours, which has more of them, looks worse than it is.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(20);

    private readonly ClosedLoop loop = new(time);

    public async Task RunAsync()
    {
        var unary = options.Connections.Distinct().ToDictionary(connections => connections, _ => new List<Sample>());
        for (var launch = 1; launch <= options.Launches; launch++)
        {
            using var field = await Field.StartAsync(options.Portkey, time, options.Beside);
            await WarmUpAsync(field);
            foreach (var (connections, samples) in unary)
                samples.AddRange(await RoundsAsync(field.Participants, options.Rounds, p => loop.RunAsync(p, connections, TimeSpan.FromSeconds(options.Seconds))));
            if (launch < options.Launches) continue;
            foreach (var (connections, samples) in unary) output.WriteLine(Report.Unary(connections, samples));
            if (options.Streams > 0 && !options.Http2) await StreamsAsync(field, new OwnConnections(), sockets: 2);
        }

        if (options.Streams > 0 && options.Http2) await SharedStreamsAsync();
    }

    // They listen to HTTP/2 alone, so nothing but these streams can be asked of them.
    private async Task SharedStreamsAsync()
    {
        using var field = await Field.StartAsync(portkey: false, time, options.Beside, http2: true);
        using var client = new SharedConnections();
        await WarmUpStreamsAsync(field, client);
        await StreamsAsync(field, client, sockets: 1);
    }

    private async Task StreamsAsync(Field field, IStreamClient client, int sockets)
    {
        var streams = FileLimit.Fit(options.Streams, sockets, output);
        var streaming = field.Participants.Where(p => p.Streams).ToArray();
        output.WriteLine(Report.Streams(streams, await RoundsAsync(streaming, Math.Min(3, options.Rounds), p => new StreamLoad(time, streams, client).RunAsync(p))));
    }

    private async Task WarmUpAsync(Field field)
    {
        foreach (var participant in field.Participants) await loop.RunAsync(participant, 64, WarmUp);
        await WarmUpStreamsAsync(field, new OwnConnections());
    }

    private async Task WarmUpStreamsAsync(Field field, IStreamClient client)
    {
        foreach (var participant in field.Participants.Where(p => p.Streams)) await new StreamLoad(time, 100, client).RunAsync(participant);
    }

    private async Task<List<Sample>> RoundsAsync(IReadOnlyList<Participant> participants, int rounds, Func<Participant, Task<LoadResult>> load)
    {
        List<Sample> samples = [];
        for (var round = 0; round < rounds; round++)
        {
            foreach (var participant in InTurn(participants, round)) samples.Add(await Meter.MeasureAsync(participant, time, () => load(participant)));
            if (options.Each) output.WriteLine(Report.Round(samples.TakeLast(participants.Count)));
        }

        return samples;
    }

    // Everybody comes first as often as last: the third in a row finds a machine that is warmer or more tired than the first did.
    private static IEnumerable<Participant> InTurn(IReadOnlyList<Participant> participants, int round) =>
        Enumerable.Range(round, participants.Count).Select(place => participants[place % participants.Count]);
}
