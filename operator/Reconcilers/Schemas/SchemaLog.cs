namespace LlmRouting.Operator.Reconcilers.Schemas;

internal static partial class SchemaLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Whether the installed CRDs are of this release could not be found out: {Fault}")]
    public static partial void SchemaUnknown(this ILogger logger, string fault);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Words}")]
    public static partial void SchemaTooOld(this ILogger logger, string words);
}
