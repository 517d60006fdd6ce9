using LlmRouting.Contract.Vllm;

namespace LlmRouting.Operator.Scaling;

/// <summary>What every server said lately, by tier key and base URL.</summary>
public sealed class LoadBook(TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly Dictionary<(string Tier, string BaseUrl), ServerHistory> servers = [];

    public ServerReading Of(string tier, string baseUrl)
    {
        lock (gate) return servers.GetValueOrDefault((tier, baseUrl))?.Now ?? ServerReading.Unknown;
    }

    /// <summary>How long a server that is asked has not answered.</summary>
    public TimeSpan SilentFor(string tier, string baseUrl)
    {
        lock (gate) return servers.GetValueOrDefault((tier, baseUrl))?.SilentFor ?? TimeSpan.Zero;
    }

    /// <param name="reading">Null where the server did not answer; what it said before holds for some seconds.</param>
    public void Take(string tier, string baseUrl, VllmReading? reading)
    {
        lock (gate)
        {
            var history = At(tier, baseUrl);
            if (reading is not null) history.Take(reading);
        }
    }

    /// <summary>A request of our own is on its way, until what is returned is called with whether the server completed it.</summary>
    public Action<bool> Warmup(string tier, string baseUrl)
    {
        lock (gate) At(tier, baseUrl).WarmupBegins();
        return served =>
        {
            lock (gate) At(tier, baseUrl).WarmupEnds(served);
        };
    }

    /// <summary>Forgets servers that are no more.</summary>
    public void KeepOnly(IReadOnlySet<(string Tier, string BaseUrl)> named)
    {
        lock (gate)
        {
            foreach (var key in servers.Keys.Where(key => !named.Contains(key)).ToList()) servers.Remove(key);
        }
    }

    private ServerHistory At(string tier, string baseUrl)
    {
        if (!servers.TryGetValue((tier, baseUrl), out var history)) servers[(tier, baseUrl)] = history = new ServerHistory(time);
        return history;
    }
}
