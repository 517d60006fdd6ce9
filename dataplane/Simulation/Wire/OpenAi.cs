using LlmRouting.DataPlane.Simulation.Answers;

namespace LlmRouting.DataPlane.Simulation.Wire;

/// <summary>What chat, completions and embeddings write alike.</summary>
internal static class OpenAi
{
    public static void Usage(EventBuffer to, Usage usage) =>
        to.Add("\"usage\":{\"prompt_tokens\":"u8).Add(usage.Prompt)
            .Add(",\"total_tokens\":"u8).Add(usage.Total)
            .Add(",\"completion_tokens\":"u8).Add(usage.Completion)
            .Add("}"u8);

    /// <summary>The event that stream_options.include_usage asks for: no choices, only usage.</summary>
    public static void UsageEvent(EventBuffer to, ReadOnlySpan<byte> fields, Usage usage)
    {
        to.Add("data: "u8).Add(fields).Add(",\"choices\":[],"u8);
        Usage(to, usage);
        to.Add("}\n\n"u8).EndEvent();
    }

    /// <summary>The end of a choice, its brace included.</summary>
    public static void Finish(EventBuffer to, Answer answer) =>
        to.Add(",\"logprobs\":null,\"finish_reason\":\""u8).Add(answer.FinishReason).Add("\",\"stop_reason\":null}"u8);
}
