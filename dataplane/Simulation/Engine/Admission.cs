using LlmRouting.DataPlane.Simulation.Answers;
using LlmRouting.DataPlane.Simulation.Requests;
using LlmRouting.DataPlane.Simulation.Wire;

namespace LlmRouting.DataPlane.Simulation.Engine;

/// <summary>The checks vLLM makes before a request joins the queue, in its order, and what passes them.</summary>
internal sealed class Admission(SimulatorOptions options)
{
    private readonly AnswerPlanner planner = new(options);
    private volatile Plan? last;

    /// <summary>The plan, or why not. Load generators repeat one body, so the last plan is kept: equal bytes have equal answers.</summary>
    public (Plan? Plan, VllmError? Refusal) Admit(HttpRequest http, Dialect dialect, ReadOnlyMemory<byte> body)
    {
        if (!IsJson(http.ContentType)) return (null, VllmError.MediaType);
        if (last is { } same && same.Request.Dialect == dialect && same.Body.Span.SequenceEqual(body.Span)) return (same, null);
        var request = RequestReader.Read(dialect, body, out var error);
        if (request is null) return (null, error);
        if (Misfit(request) is { } misfit) return (null, misfit);
        var plan = new Plan(body, request, dialect == Dialect.Embeddings ? [] : planner.Plan(request));
        last = plan;
        return (plan, null);
    }

    private VllmError? Misfit(SimulatedRequest request) => request.Model is { } model && model != options.Model
        ? VllmError.UnknownModel(model)
        : request.MayChooseTools && !options.AutoToolChoice ? VllmError.NoAutoToolChoice
        : request.Prompts.Select(p => TooLong(p.Tokens, request)).FirstOrDefault(e => e is not null);

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
