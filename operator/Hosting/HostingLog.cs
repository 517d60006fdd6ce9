namespace LlmRouting.Operator.Hosting;

internal static partial class HostingLog
{
    [LoggerMessage(Level = LogLevel.Critical, Message = "{Loop} died; the operator ends, to be started again.")]
    public static partial void LoopDied(this ILogger logger, Exception fault, string loop);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The operator waits for {What}: {Fault}")]
    public static partial void StartupWaits(this ILogger logger, string what, string fault);
}
