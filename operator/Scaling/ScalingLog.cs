using Microsoft.Extensions.Logging;

namespace LlmRouting.Operator.Scaling;

/// <summary>Every line that scaling logs. Names and numbers only: no key, no prompt.</summary>
internal static partial class ScalingLog
{
    [LoggerMessage(201, LogLevel.Warning, "Queue of {Server} of tier {Tier} unknown: {Fault}. Its tier is not scaled down until it answers.")]
    public static partial void ServerUnknown(this ILogger logger, string tier, string server, string fault);

    [LoggerMessage(202, LogLevel.Information, "Queue of {Server} of tier {Tier} known again")]
    public static partial void ServerKnown(this ILogger logger, string tier, string server);

    [LoggerMessage(203, LogLevel.Information, "Tier {Tier}: {Before} replicas to {After}: {Why}")]
    public static partial void Scaled(this ILogger logger, string tier, int before, int after, string why);

    [LoggerMessage(204, LogLevel.Warning, "Who may ask for metrics is not known: {Fault}")]
    public static partial void FrontProxyUnknown(this ILogger logger, string fault);

    [LoggerMessage(205, LogLevel.Information, "{Who} was refused {Path}: {Why} ({Withheld} before it were not logged)")]
    public static partial void MetricsRefused(this ILogger logger, string who, string path, string why, int withheld);

    [LoggerMessage(206, LogLevel.Information, "APIService {Name} {What}")]
    public static partial void ApiService(this ILogger logger, string name, string what);

    [LoggerMessage(207, LogLevel.Warning, "APIService {Name} could not be looked after: {Fault}")]
    public static partial void ApiServiceFailed(this ILogger logger, string name, string fault);

    [LoggerMessage(208, LogLevel.Warning, "Server {Server} of tier {Tier} was not warmed up: {Fault}")]
    public static partial void WarmupFailed(this ILogger logger, string tier, string server, string fault);
}
