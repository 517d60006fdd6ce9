using System.Text.RegularExpressions;

namespace LlmRouting.DataPlane.Forwarding;

/// <summary>Tells a full context from other refusals: by <c>code</c>, else by known words of <c>message</c>.</summary>
public static partial class ContextErrors
{
    public static bool Says(in ErrorBody error) => error.Code == "context_length_exceeded" || (error.Message is { } message && IsKnown(message));

    // FastAPI's validation errors repeat what the client wrote, which may be about such errors.
    private static bool IsKnown(string message) => Wording().Match(message) is { Success: true } said && message.IndexOf("'input'", 0, said.Index, StringComparison.Ordinal) < 0;

    [GeneratedRegex(@"(maximum|model's) context length (is |of )?(only )?\(?\d+|maximum model length (of )?\d+|exceeds the max_model_len \d+|\(context length \d+", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Wording();
}
