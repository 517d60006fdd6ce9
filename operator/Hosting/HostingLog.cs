namespace LlmRouting.Operator.Hosting;

internal static partial class HostingLog
{
    [LoggerMessage(Level = LogLevel.Critical, Message = "{Loop} died; the operator ends, to be started again.")]
    public static partial void LoopDied(this ILogger logger, Exception fault, string loop);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Older versions of faulty objects, as they were served before, could not be read: {Fault}")]
    public static partial void HeldVersionsUnknown(this ILogger logger, string fault);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Older versions of faulty objects are served and could not be written down for a restart: {Fault}")]
    public static partial void HeldVersionsNotStored(this ILogger logger, string fault);
}
