using System.Globalization;
using LlmRouting.Contract.Api;
using LlmRouting.Contract.Snapshot;
using LlmRouting.Contract.Validation;

namespace LlmRouting.Contract.Compilation;

/// <summary>ModelTier → TierSnapshot, defaults filled in. Takes valid tiers only.</summary>
internal static class TierCompiler
{
    // The release of vLLM that no longer hangs on stream with n above 1.
    private static readonly Version StreamingChoices = new(0, 6, 2);

    public static TierSnapshot Compile(ModelTier tier)
    {
        var spec = tier.Spec;
        var defaults = new TierSnapshot { Namespace = "", Name = "", Uid = "", Model = "" };
        return new TierSnapshot
        {
            Namespace = tier.Ref.Namespace,
            Name = tier.Ref.Name,
            Uid = ObjectUid.Of(tier),
            Model = spec.Model.Name,
            ModelDigest = ModelDigest.Of(tier),
            Managed = spec.Vllm is not null,
            ContextTokens = TierDefaults.ContextTokens(spec),
            MaxModelLen = TierDefaults.MaxModelLen(spec),
            MaxNumSeqs = spec.Vllm is { } vllm ? TierDefaults.MaxNumSeqs(vllm) : defaults.MaxNumSeqs,
            StreamsChoices = Version.TryParse(spec.Vllm?.Version, out var version) && version < StreamingChoices ? false : null,
            Replicas = TierDefaults.Replicas(spec),
            Capabilities = [.. (spec.Capabilities ?? defaults.Capabilities).Order()],
            CostPerHour = Money(spec.CostPerHour),
            InputPer1kTokens = Money(spec.Pricing?.InputPer1kTokens),
            OutputPer1kTokens = Money(spec.Pricing?.OutputPer1kTokens),
            DefaultTemperature = Money(spec.RequestDefaults?.Temperature),
            DefaultMaxTokens = spec.RequestDefaults?.MaxTokens,
            Timeouts = Timeouts(spec.Timeouts),
            Breaker = Breaker(spec.CircuitBreaker),
            LoadBalancing = LoadBalancing(spec.LoadBalancing),
            MaxInFlight = spec.MaxInFlight ?? defaults.MaxInFlight,
            Absence = Absence(tier),
        };
    }

    private static TierAbsence Absence(ModelTier tier) =>
        tier.Metadata.DeletionTimestamp is not null ? TierAbsence.Deleted
        : tier.Spec.Autoscaling is { } autoscaling && TierDefaults.MinReplicas(autoscaling) == 0 ? TierAbsence.Asleep : TierAbsence.Down;

    private static TimeoutsSnapshot Timeouts(TimeoutsSpec? spec)
    {
        var defaults = new TimeoutsSnapshot();
        var total = Durations.Or(spec?.Total, defaults.Total);
        return new TimeoutsSnapshot
        {
            Connect = Durations.Or(spec?.Connect, Durations.Min(defaults.Connect, total)),
            FirstToken = Durations.Or(spec?.FirstToken, Durations.Min(defaults.FirstToken, total)),
            Idle = Durations.Or(spec?.Idle, Durations.Min(defaults.Idle, total)),
            Total = total,
        };
    }

    private static BreakerSnapshot Breaker(CircuitBreakerSpec? spec)
    {
        var defaults = new BreakerSnapshot();
        return new BreakerSnapshot
        {
            ConsecutiveFailures = spec?.ConsecutiveFailures ?? defaults.ConsecutiveFailures,
            OpenFor = Durations.Or(spec?.OpenFor, defaults.OpenFor),
            SuccessThreshold = spec?.SuccessThreshold ?? defaults.SuccessThreshold,
        };
    }

    private static LoadBalancingSnapshot LoadBalancing(LoadBalancingSpec? spec)
    {
        var defaults = new LoadBalancingSnapshot();
        return new LoadBalancingSnapshot
        {
            Type = spec?.Type ?? defaults.Type,
            PrefixBytes = spec?.Prefix?.Bytes ?? defaults.PrefixBytes,
            MaxLoadFactor = spec?.Prefix?.MaxLoadFactor is { } factor ? double.Parse(factor, CultureInfo.InvariantCulture) : defaults.MaxLoadFactor,
        };
    }

    private static decimal? Money(string? text) => text is not null && Decimals.TryParse(text, out var value) ? value : null;
}
