using Microsoft.Extensions.Logging;

namespace LlmRouting.DataPlane.Tests.Metrics;

internal sealed class ListLogger(LogLevel minimum) : ILogger
{
    public List<(LogLevel Level, EventId Id, string Text)> Lines { get; } = [];

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel level) => level >= minimum;

    public void Log<TState>(LogLevel level, EventId id, TState state, Exception? exception, Func<TState, Exception?, string> format) =>
        Lines.Add((level, id, format(state, exception)));
}
