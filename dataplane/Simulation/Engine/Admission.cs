using LlmRouting.DataPlane.Simulation.Requests;
using LlmRouting.DataPlane.Simulation.Wire;

namespace LlmRouting.DataPlane.Simulation.Engine;

/// <summary>The checks vLLM makes before a request joins the queue, in its order.</summary>
internal sealed class Admission(SimulatorOptions options)
{
    /// <summary>The request, or why not.</summary>
    public (SimulatedRequest? Request, VllmError? Refusal) Admit(HttpRequest http, Dialect dialect, ReadOnlyMemory<byte> body)
    {
        if (!IsJson(http.ContentType)) return (null, VllmError.MediaType);
        var request = RequestReader.Read(dialect, body, out var error);
        if (request is null) return (null, error);
        if (request.Model is { } model && model != options.Model) return (null, VllmError.UnknownModel(model));
        return (request, request.Prompts.Select(p => TooLong(p.Tokens, request)).FirstOrDefault(e => e is not null));
    }

    private VllmError? TooLong(int prompt, SimulatedRequest request)
    {
        if (prompt >= options.MaxModelLen) return VllmError.PromptTooLong(options.MaxModelLen, prompt);
        return request.MaxTokens is { } asked && asked > options.MaxModelLen - prompt
            ? VllmError.AnswerTooLong(options.MaxModelLen, prompt, asked)
            : null;
    }

    private static bool IsJson(string? contentType) =>
        contentType is not null && contentType.AsSpan(0, contentType.AsSpan().IndexOf(';') is >= 0 and var end ? end : contentType.Length)
            .Trim().Equals("application/json", StringComparison.OrdinalIgnoreCase);
}
