using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace LlmRouting.EndToEnd.Tests.Harness;

/// <summary>Keeps what a program under test logs.</summary>
public sealed class LogCapture : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<string> lines = new();

    /// <summary>The newest lines, for messages.</summary>
    public string Tail => string.Join('\n', lines.TakeLast(40));

    public bool Says(string words) => lines.Any(line => line.Contains(words, StringComparison.Ordinal));

    public void Add(string? line)
    {
        if (line is not null) lines.Enqueue(line);
    }

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        lines.Enqueue($"{logLevel} {formatter(state, exception)} {exception}");

    public void Dispose() => GC.SuppressFinalize(this);
}
