using System.Globalization;
using LlmRouting.Contract.Snapshot;

namespace LlmRouting.DataPlane.Accounting;

/// <summary>The two costs of S4.7, both in US dollars: marginal per request from tokens, amortised per hour from replicas.</summary>
public static class Cost
{
    /// <summary>What the tokens cost at the tier's prices; a price that is not given counts as 0.</summary>
    public static decimal Marginal(Usage usage, TierSnapshot tier) =>
        Per1k(usage.PromptTokens, tier.InputPer1kTokens) + Per1k(usage.CompletionTokens, tier.OutputPer1kTokens);

    /// <summary>What keeping the tier up costs, used or not; null where the tier names no costPerHour.</summary>
    public static decimal? AmortisedPerHour(TierSnapshot tier, int endpoints) => tier.CostPerHour * endpoints;

    /// <summary>For headers: a plain number with 6 to 10 decimals, e.g. 0.000123, so that one token at $0.0001 per 1k still shows.</summary>
    public static string Format(decimal dollars) => dollars.ToString("0.000000####", CultureInfo.InvariantCulture);

    // An upstream may report nonsense; nobody is paid for negative tokens.
    private static decimal Per1k(int tokens, decimal? price) => Math.Max(tokens, 0) * (price ?? 0m) * 0.001m;
}
