using LlmRouting.DataPlane.Simulation.Answers;
using LlmRouting.DataPlane.Simulation.Requests;

namespace LlmRouting.DataPlane.Simulation.Wire;

/// <summary>text_completion, whole and streamed.</summary>
internal sealed class CompletionWire(Head head, SimulatedRequest request) : IWire
{
    private readonly ReadOnlyMemory<byte> fields = head.Fields("cmpl-", "text_completion");

    /// <summary>Completions open with their first token.</summary>
    public void Open(EventBuffer to, IReadOnlyList<Answer> answers)
    {
    }

    public void Token(EventBuffer to, int choice, Answer answer, int position)
    {
        Begin(to, choice);
        to.Add(answer.Pieces[position].Json).Add("\",\"logprobs\":null,\"finish_reason\":null}]}\n\n"u8).EndEvent();
    }

    public void Finish(EventBuffer to, int choice, Answer answer)
    {
        Begin(to, choice);
        to.Add("\""u8);
        OpenAi.Finish(to, answer);
        to.Add("]}\n\n"u8).EndEvent();
    }

    public void Close(EventBuffer to, IReadOnlyList<Answer> answers, Usage usage)
    {
        if (request.IncludeUsage) OpenAi.UsageEvent(to, fields.Span, usage);
        to.Add("data: [DONE]\n\n"u8).EndEvent();
    }

    public void Whole(EventBuffer to, IReadOnlyList<Answer> answers, Usage usage)
    {
        to.Add(fields.Span).Add(",\"choices\":["u8);
        for (var i = 0; i < answers.Count; i++)
        {
            to.Add(i == 0 ? "{\"index\":"u8 : ",{\"index\":"u8).Add(i).Add(",\"text\":\""u8);
            foreach (var piece in answers[i].Pieces) to.Add(piece.Json);
            to.Add("\""u8);
            OpenAi.Finish(to, answers[i]);
        }

        to.Add("],"u8);
        OpenAi.Usage(to, usage);
        to.Add("}"u8).EndEvent();
    }

    private void Begin(EventBuffer to, int choice) =>
        to.Add("data: "u8).Add(fields.Span).Add(",\"choices\":[{\"index\":"u8).Add(choice).Add(",\"text\":\""u8);
}
