using Microsoft.Extensions.Logging;

namespace LlmRouting.Operator.Publishing;

/// <summary>Every line that publishing logs. Names and numbers only: no token, no key, no object's content.</summary>
internal static partial class PublishingLog
{
    [LoggerMessage(101, LogLevel.Information, "Serving certificate of Secret {Namespace}/{Name} is valid until {NotAfter:O}")]
    public static partial void CertificateLoaded(this ILogger logger, string @namespace, string name, DateTimeOffset notAfter);

    [LoggerMessage(102, LogLevel.Warning, "Serving certificate could not be looked after, again in {Delay}")]
    public static partial void CertificateFailed(this ILogger logger, Exception exception, TimeSpan delay);

    [LoggerMessage(103, LogLevel.Warning, "CA bundle could not be written to ConfigMap {Namespace}/{Name}")]
    public static partial void BundleFailed(this ILogger logger, Exception exception, string @namespace, string name);

    [LoggerMessage(104, LogLevel.Error, "A token could not be reviewed; data planes get 503: {Fault}")]
    public static partial void ReviewFailed(this ILogger logger, string fault);

    [LoggerMessage(105, LogLevel.Information, "{Pod} ({ServiceAccount}) reads the frames of gateway {Gateway}")]
    public static partial void Subscribed(this ILogger logger, string pod, string serviceAccount, string gateway);

    [LoggerMessage(106, LogLevel.Information, "{Pod} no longer reads the frames of gateway {Gateway}: {Why}")]
    public static partial void Unsubscribed(this ILogger logger, string pod, string gateway, string why);

    [LoggerMessage(107, LogLevel.Information, "{Who} was refused {Path}: {Status} {Why} ({Withheld} before it were not logged)")]
    public static partial void PeerRefused(this ILogger logger, string who, string path, int status, string why, int withheld);

    [LoggerMessage(108, LogLevel.Error, "Gateway {Gateway} could not be compiled; its last good configuration stays")]
    public static partial void CompileFailed(this ILogger logger, Exception exception, string gateway);

    [LoggerMessage(113, LogLevel.Error, "A frame of gateway {Gateway} does not go out, and what was sent before stays: {Why}")]
    public static partial void FrameRefused(this ILogger logger, string gateway, string why);

    [LoggerMessage(109, LogLevel.Information, "Gateway {Gateway}: {Slots} frames changed, configuration {Revision}, order {Order}")]
    public static partial void Published(this ILogger logger, string gateway, int slots, string revision, string order);

    [LoggerMessage(110, LogLevel.Warning, "Report of {Pod} for gateway {Gateway} is not usable: {Why}")]
    public static partial void ReportUnusable(this ILogger logger, string pod, string gateway, string why);

    [LoggerMessage(111, LogLevel.Warning, "Versions that are served in place of faulty ones could not be stored; a restart of the operator would let go of them")]
    public static partial void HeldNotStored(this ILogger logger, Exception exception);

    [LoggerMessage(112, LogLevel.Error, "Nothing could be published")]
    public static partial void PublishFailed(this ILogger logger, Exception exception);
}
