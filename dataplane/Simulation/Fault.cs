using System.Diagnostics.CodeAnalysis;
using LlmRouting.DataPlane.Simulation.Faults;

namespace LlmRouting.DataPlane.Simulation;

/// <summary>What goes wrong with a simulated request. Written <c>cut=3;chunk=7</c>; see <see cref="Grammar"/>.</summary>
public sealed record Fault
{
    /// <summary>Every clause that <see cref="Parse"/> takes; clauses are joined by semicolons.</summary>
    public const string Grammar =
        "status=CODE[;retry-after=SECONDS], delay=DURATION, first-token-delay=DURATION, hang, hang-after-headers, reset, close, garbage, "
        + "cut=EVENTS, end=EVENTS, error-event=EVENTS, stall=EVENTS[;for=DURATION], chunk=BYTES, probability=0..1, count=REQUESTS";

    public FaultKind Kind { get; init; }

    /// <summary>300 to 599, for <see cref="FaultKind.Status"/>.</summary>
    public int Status { get; init; }

    /// <summary>Sent as Retry-After in whole seconds; null sends none.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Before the headers and before any other fault.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>Added to the time to first token.</summary>
    public TimeSpan FirstTokenDelay { get; init; }

    /// <summary>Whole events sent before the fault strikes. An answer that is not a stream is one event, so only 0 strikes it.</summary>
    public int AfterEvents { get; init; }

    /// <summary>How long a <see cref="FaultKind.Stall"/> lasts; null: until the client leaves.</summary>
    public TimeSpan? StallFor { get; init; }

    /// <summary>Size of every write to the connection, so that events are torn apart; null leaves them whole.</summary>
    public int? ChunkBytes { get; init; }

    /// <summary>Share of requests it strikes, 0 to 1.</summary>
    public double Probability { get; init; } = 1;

    /// <summary>Requests it strikes before it is over; null: all. Not looked at in the header of a single request.</summary>
    public int? Count { get; init; }

    /// <exception cref="FormatException">With what is wrong and what is allowed.</exception>
    public static Fault Parse(string text) => TryParse(text, out var fault, out var error) ? fault : throw new FormatException(error);

    /// <param name="error">What is wrong and what is allowed.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out Fault? fault, [NotNullWhen(false)] out string? error)
    {
        (fault, error) = FaultParser.Parse(text);
        return fault is not null;
    }
}
