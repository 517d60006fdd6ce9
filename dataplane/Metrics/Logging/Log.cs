using Microsoft.Extensions.Logging;

namespace LlmRouting.DataPlane.Metrics.Logging;

/// <summary>Every line the data plane logs about requests and tiers. Names and numbers only: no prompt, no answer, no key.</summary>
public static partial class Log
{
    /// <summary>Debug, so that a busy gateway does not write a line a request; a warning where the fault is not the client's.</summary>
    public static LogLevel LevelOf(int status) => status >= 500 ? LogLevel.Warning : LogLevel.Debug;

    /// <summary>The one line of a finished request.</summary>
    public static void RequestFinished(this ILogger logger, in RequestOutcome outcome)
    {
        var level = LevelOf(outcome.Status);
        if (!logger.IsEnabled(level)) return;
        RequestFinished(
            logger, level, outcome.RequestId, outcome.Policy, outcome.Tier, outcome.Side ?? "none", outcome.Model, outcome.Status,
            outcome.ErrorType ?? "none", outcome.Attempts, outcome.Usage.PromptTokens, outcome.Usage.CompletionTokens,
            outcome.Latency.TotalMilliseconds);
    }

    [LoggerMessage(EventId = 100, Message =
        "Request {RequestId}: policy {Policy}, tier {Tier}, side {Side}, model {Model}, status {Status}, error {Error}, " +
        "attempts {Attempts}, tokens {PromptTokens} in {CompletionTokens} out, {LatencyMs:0.0} ms")]
    private static partial void RequestFinished(
        ILogger logger, LogLevel level, string requestId, string policy, string tier, string side, string model, int status,
        string error, int attempts, int promptTokens, int completionTokens, double latencyMs);

    /// <param name="kind">An enum's name: ConnectFailure, Reset, ServerError …</param>
    /// <param name="status">The upstream's HTTP status, 0 when it sent none.</param>
    [LoggerMessage(101, LogLevel.Warning,
        "Upstream failed: {Kind}, status {Status}, tier {Tier}, endpoint {Endpoint}, attempt {Attempt} of request {RequestId}; cause: {Cause}")]
    public static partial void UpstreamFailed(
        this ILogger logger, string requestId, string tier, string endpoint, int attempt, string kind, int status, string cause);

    /// <summary>Debug, since it is about one request and no fault of a server.</summary>
    [LoggerMessage(122, LogLevel.Debug,
        "Attempt given up through no fault of the upstream: {Kind}, status {Status}, tier {Tier}, endpoint {Endpoint}, attempt {Attempt} of request {RequestId}")]
    public static partial void AttemptGivenUp(
        this ILogger logger, string requestId, string tier, string endpoint, int attempt, string kind, int status);

    [LoggerMessage(102, LogLevel.Warning,
        "Circuit breaker of tier {Tier} opened after {Failures} consecutive failures; next probe in {OpenFor}")]
    public static partial void BreakerOpened(this ILogger logger, string tier, int failures, TimeSpan openFor);

    [LoggerMessage(103, LogLevel.Information, "Circuit breaker of tier {Tier} closed")]
    public static partial void BreakerClosed(this ILogger logger, string tier);

    [LoggerMessage(104, LogLevel.Warning, "Retry budget of tier {Tier} is exhausted; request {RequestId} is not tried again")]
    public static partial void RetryBudgetExhausted(this ILogger logger, string tier, string requestId);

    [LoggerMessage(105, LogLevel.Warning, "Request {RequestId} falls back from tier {From} to tier {To} of policy {Policy}")]
    public static partial void FallbackTaken(this ILogger logger, string requestId, string policy, string from, string to);

    [LoggerMessage(110, LogLevel.Information, "Configuration {Revision} applied; policies: {Policies}, tiers: {Tiers}")]
    public static partial void ConfigApplied(this ILogger logger, string revision, int policies, int tiers);

    [LoggerMessage(111, LogLevel.Error, "Configuration refused with {Problems}; {Revision} is still served")]
    public static partial void ConfigRefused(this ILogger logger, string problems, string revision);

    /// <param name="problem">file:line: object path: sentence.</param>
    [LoggerMessage(112, LogLevel.Error, "{Problem}")]
    public static partial void ConfigProblem(this ILogger logger, string problem);

    /// <param name="note">file:line: object path: note: sentence.</param>
    [LoggerMessage(120, LogLevel.Information, "{Note}")]
    public static partial void ConfigNote(this ILogger logger, string note);

    [LoggerMessage(121, LogLevel.Information, "Configuration is in order again; {Revision} is still served")]
    public static partial void ConfigInOrder(this ILogger logger, string revision);

    [LoggerMessage(113, LogLevel.Error, "Request {RequestId} met a fault of the router's own")]
    public static partial void RequestCrashed(this ILogger logger, Exception fault, string requestId);

    [LoggerMessage(114, LogLevel.Error, "Reading the configuration met a fault of the router's own; {Revision} is still served")]
    public static partial void ConfigCrashed(this ILogger logger, Exception fault, string revision);

    [LoggerMessage(115, LogLevel.Information, "Operator {Operator} at {Address} is connected")]
    public static partial void OperatorConnected(this ILogger logger, Uri address, string @operator);

    [LoggerMessage(116, LogLevel.Warning, "Operator at {Address} is not connected: {Fault}. What it said last is still served")]
    public static partial void OperatorLost(this ILogger logger, Uri address, string fault);

    [LoggerMessage(117, LogLevel.Warning, "Frames cannot be kept for a restart: {Fault}")]
    public static partial void FramesNotKept(this ILogger logger, string fault);

    [LoggerMessage(118, LogLevel.Warning, "Reports do not reach the operator at {Address}: {Fault}")]
    public static partial void ReportsLost(this ILogger logger, Uri address, string fault);

    [LoggerMessage(123, LogLevel.Information, "Serving at {Urls}, admin at {AdminUrls}")]
    public static partial void Serving(this ILogger logger, string urls, string adminUrls);

    [LoggerMessage(119, LogLevel.Error, "Following the operator ({Loop}) met a fault of the router's own and begins again")]
    public static partial void LoopCrashed(this ILogger logger, Exception fault, string loop);
}
