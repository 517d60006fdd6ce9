using LlmRouting.Contract.Api;
using LlmRouting.Contract.Snapshot;

namespace LlmRouting.Contract.Validation;

/// <summary>Timeouts, breaker and load balancing of a tier.</summary>
internal static class TierTrafficRules
{
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    public static void Check(FieldCheck check, ModelTierSpec spec)
    {
        if (spec.Timeouts is not null) Timeouts(check, spec.Timeouts);
        check.Range("spec.circuitBreaker.consecutiveFailures", spec.CircuitBreaker?.ConsecutiveFailures, 1, 1000);
        check.Duration("spec.circuitBreaker.openFor", spec.CircuitBreaker?.OpenFor, Least, Day);
        check.Range("spec.circuitBreaker.successThreshold", spec.CircuitBreaker?.SuccessThreshold, 1, 100);
        if (spec.LoadBalancing is not { Prefix: { } prefix } balancing) return;
        check.When(balancing.Type != LoadBalancingType.PrefixAffinity, "spec.loadBalancing.prefix", "only goes with type PrefixAffinity");
        check.Range("spec.loadBalancing.prefix.bytes", prefix.Bytes, 1, 65_536);
        check.Number("spec.loadBalancing.prefix.maxLoadFactor", prefix.MaxLoadFactor, 1, 10, "1.25");
    }

    /// <summary>A part may not be longer than the whole; a default gives way to a shorter total.</summary>
    private static void Timeouts(FieldCheck check, TimeoutsSpec timeouts)
    {
        var total = check.Duration("spec.timeouts.total", timeouts.Total, Least, Day);
        if (timeouts.Total is null) total = new TimeoutsSnapshot().Total;
        Part("connect", timeouts.Connect);
        Part("firstToken", timeouts.FirstToken);
        Part("idle", timeouts.Idle);

        void Part(string name, string? written)
        {
            var path = $"spec.timeouts.{name}";
            if (check.Duration(path, written, Least, Day) > total) check.Report(path, $"must not be longer than total, {GoDuration.Format(total.Value)}");
        }
    }
}
