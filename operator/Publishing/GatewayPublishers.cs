using System.Collections.Concurrent;
using LlmRouting.Contract.Frames;

namespace LlmRouting.Operator.Publishing;

/// <summary>Publishers by gateway.</summary>
public sealed class GatewayPublishers
{
    private readonly ConcurrentDictionary<string, GatewayPublisher> publishers = new(StringComparer.Ordinal);

    public IEnumerable<GatewayPublisher> All => publishers.Values;

    public GatewayPublisher? Find(string gateway) => publishers.GetValueOrDefault(gateway);

    public GatewayPublisher Of(string gateway) => publishers.GetOrAdd(gateway, static name => new GatewayPublisher(name));

    /// <summary>Ends its streams and forgets it.</summary>
    public void Close(string gateway)
    {
        if (publishers.TryRemove(gateway, out var publisher)) publisher.Close();
    }

    /// <summary>Tells every gateway that has the tier.</summary>
    public void PublishLoad(LoadFrame frame)
    {
        foreach (var publisher in All.Where(publisher => publisher.Serves(frame.Tier))) publisher.Publish(frame);
    }
}
