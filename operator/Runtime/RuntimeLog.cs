using Microsoft.Extensions.Logging;

namespace LlmRouting.Operator.Runtime;

/// <summary>Every line that the runtime logs. Names and numbers only: no object's content.</summary>
internal static partial class RuntimeLog
{
    [LoggerMessage(1, LogLevel.Error, "Reconcile of {Controller} {Key} failed, again in {Delay}")]
    public static partial void ReconcileFailed(this ILogger logger, Exception exception, string controller, ObjectKey key, TimeSpan delay);

    [LoggerMessage(2, LogLevel.Error, "Reconcile of {Controller} {Key} took longer than {Limit} and was cancelled, again in {Delay}")]
    public static partial void ReconcileLate(this ILogger logger, string controller, ObjectKey key, TimeSpan limit, TimeSpan delay);
}
