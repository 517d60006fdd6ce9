namespace LlmRouting.DataPlane.Errors;

/// <summary>An expected failure, decided where it is known and answered as an OpenAI-shaped error. Null means "go on".</summary>
/// <param name="Status">HTTP status: 4xx for the client's faults, 429 with Retry-After, 502/503/504 for ours.</param>
/// <param name="Type">OpenAI's error type: invalid_request_error, authentication_error, rate_limit_error, api_error …</param>
/// <param name="Code">A stable word a program can act on, e.g. context_length_exceeded.</param>
/// <param name="Message">A sentence for a person; never holds prompt text or keys.</param>
/// <param name="Param">The request field at fault, e.g. <c>messages[2].content</c>; null where none is.</param>
public sealed record Refusal(int Status, string Type, string Code, string Message, string? Param = null)
{
    /// <summary>Sent as Retry-After, rounded up to whole seconds.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>False sends <c>x-should-retry: false</c>, which OpenAI's clients obey.</summary>
    public bool ShouldRetry { get; init; } = true;

    public static Refusal Invalid(string code, string message, string? param = null) => new(400, "invalid_request_error", code, message, param);
}
