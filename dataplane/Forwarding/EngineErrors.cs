using System.Text.RegularExpressions;

namespace LlmRouting.DataPlane.Forwarding;

/// <summary>Tells a server's own failures from refusals: in its streams older vLLM calls every exception a BadRequestError with code 400.</summary>
public static partial class EngineErrors
{
    /// <param name="message">vLLM's EngineGenerateError has none.</param>
    public static bool Says(string? message) => string.IsNullOrEmpty(message) || Wording().IsMatch(message);

    [GeneratedRegex("Engine(Core|Dead| loop| process| is dead)|background loop|task finished unexpectedly|internal (server )?error|out of memory|CUDA|NCCL", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Wording();
}
