using Microsoft.Extensions.Logging;

namespace LlmRouting.Operator.Runtime;

/// <summary>Every line that the runtime logs. Names and numbers only: no object's content.</summary>
internal static partial class RuntimeLog
{
    [LoggerMessage(1, LogLevel.Error, "Reconcile of {Controller} {Key} failed, again in {Delay}")]
    public static partial void ReconcileFailed(this ILogger logger, Exception exception, string controller, ObjectKey key, TimeSpan delay);

    [LoggerMessage(2, LogLevel.Error, "Reconcile of {Controller} {Key} took longer than {Limit} and was cancelled, again in {Delay}")]
    public static partial void ReconcileLate(this ILogger logger, string controller, ObjectKey key, TimeSpan limit, TimeSpan delay);

    [LoggerMessage(3, LogLevel.Information, "{Resource}: {Count} objects listed, watching")]
    public static partial void Synced(this ILogger logger, string resource, int count);

    [LoggerMessage(4, LogLevel.Warning, "{Resource}: cannot follow the API server: {Fault}; again in {Delay}")]
    public static partial void ReflectorFailed(this ILogger logger, string resource, string fault, TimeSpan delay);

    [LoggerMessage(5, LogLevel.Information, "Lease {Lease}: {Identity} leads, transition {Transitions}")]
    public static partial void Leading(this ILogger logger, string lease, string identity, int transitions);

    [LoggerMessage(6, LogLevel.Warning, "Lease {Lease}: {Identity} leads no longer")]
    public static partial void NotLeading(this ILogger logger, string lease, string identity);

    [LoggerMessage(7, LogLevel.Warning, "Lease {Lease}: {Fault}")]
    public static partial void LeaseFailed(this ILogger logger, string lease, string fault);

    [LoggerMessage(8, LogLevel.Warning, "Lease {Lease} was not released and runs out instead: {Fault}")]
    public static partial void LeaseNotReleased(this ILogger logger, string lease, string fault);

    [LoggerMessage(9, LogLevel.Warning, "Event {Reason} about {Object} was not written: {Fault}")]
    public static partial void EventNotWritten(this ILogger logger, string reason, string @object, string fault);

    [LoggerMessage(EventId = 10, Message = "Reconcile of {Controller} {Key}: {Fault}; again in {Delay}")]
    public static partial void ReconcileRefused(this ILogger logger, LogLevel level, string controller, ObjectKey key, string fault, TimeSpan delay);
}
