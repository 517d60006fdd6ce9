namespace LlmRouting.Operator.Reconcilers.Caching;

internal static partial class CachingLog
{
    [LoggerMessage(301, LogLevel.Error, "{Fault}. Make its RoleBinding anew, or take the namespace out of the operator's configuration.")]
    public static partial void NamespaceRefused(this ILogger logger, string fault);

    [LoggerMessage(302, LogLevel.Information, "Namespace {Namespace} may be read again")]
    public static partial void NamespaceRead(this ILogger logger, string @namespace);
}
