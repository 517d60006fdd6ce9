using System.Net;

namespace LlmRouting.Operator.Kubernetes;

/// <summary>
/// A request is repeated only where the server asks for it with Retry-After: a 429 was refused before anything was done;
/// a 503 may come from behind the API server, so a create is not repeated.
/// </summary>
internal sealed class RepeatRule(Random chance)
{
    private const int MostRepeats = 4;
    private static readonly TimeSpan LeastWait = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan MostWait = TimeSpan.FromSeconds(30);
    private readonly Lock gate = new();

    /// <summary>How long to wait before the next try, up to a tenth more than asked for; null gives up.</summary>
    public TimeSpan? Wait(ApiRequest request, KubernetesException refusal, Tries tries)
    {
        if (refusal.RetryAfter is not { } asked || tries.Repeated >= MostRepeats || !IsAsked(request, refusal.StatusCode)) return null;
        var wait = (asked < LeastWait ? LeastWait : asked) * (1 + Chance() / 10);
        return tries.Waited + wait <= MostWait ? wait : null;
    }

    private static bool IsAsked(ApiRequest request, HttpStatusCode code) =>
        code == HttpStatusCode.TooManyRequests || (code == HttpStatusCode.ServiceUnavailable && request.Repeatable);

    private double Chance()
    {
        lock (gate) return chance.NextDouble();
    }
}
