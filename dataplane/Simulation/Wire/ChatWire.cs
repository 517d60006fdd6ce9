using LlmRouting.DataPlane.Simulation.Answers;
using LlmRouting.DataPlane.Simulation.Requests;

namespace LlmRouting.DataPlane.Simulation.Wire;

/// <summary>chat.completion and chat.completion.chunk as vLLM writes them.</summary>
internal sealed class ChatWire(Head head, SimulatedRequest request) : IWire
{
    private readonly ReadOnlyMemory<byte> fields = head.Fields("chatcmpl-", request.Stream ? "chat.completion.chunk" : "chat.completion");

    public void Open(EventBuffer to, IReadOnlyList<Answer> answers)
    {
        for (var i = 0; i < answers.Count; i++)
            End(Begin(to, i).Add("{\"role\":\"assistant\",\"content\":\"\"}"u8));
    }

    public void Token(EventBuffer to, int choice, Answer answer, int position)
    {
        Begin(to, choice);
        if (answer.Tool is null) to.Add("{\"content\":\""u8).Add(answer.Pieces[position].Json).Add("\"}"u8);
        else if (position == 0) to.Add("{\"tool_calls\":[{\"index\":0,"u8).Add(Call(answer.Tool, choice)).Add("\"}}]}"u8);
        else to.Add("{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\""u8).Add(answer.Pieces[position].Json).Add("\"}}]}"u8);
        End(to);
    }

    public void Finish(EventBuffer to, int choice, Answer answer)
    {
        Begin(to, choice).Add("{\"content\":\"\"}"u8);
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
            to.Add(i == 0 ? "{\"index\":"u8 : ",{\"index\":"u8).Add(i).Add(",\"message\":{\"role\":\"assistant\",\"content\":"u8);
            Message(to, answers[i], i);
            to.Add("}"u8);
            OpenAi.Finish(to, answers[i]);
        }

        to.Add("],"u8);
        OpenAi.Usage(to, usage);
        to.Add("}"u8).EndEvent();
    }

    private void Message(EventBuffer to, Answer answer, int choice)
    {
        if (answer.Tool is null) to.Add("\""u8);
        else to.Add("null,\"tool_calls\":[{"u8).Add(Call(answer.Tool, choice));
        foreach (var piece in answer.Pieces) to.Add(piece.Json);
        to.Add(answer.Tool is null ? "\",\"tool_calls\":[]"u8 : "\"}}]"u8);
    }

    /// <summary>Up to inside the arguments, which a stream sends in pieces.</summary>
    private string Call(string name, int choice) =>
        $$"""
        "id":{{Json.Quote($"chatcmpl-tool-{head.Id}-{choice}")}},"type":"function","function":{"name":{{Json.Quote(name)}},"arguments":"
        """;

    private EventBuffer Begin(EventBuffer to, int choice) =>
        to.Add("data: "u8).Add(fields.Span).Add(",\"choices\":[{\"index\":"u8).Add(choice).Add(",\"delta\":"u8);

    private static void End(EventBuffer to) => to.Add(",\"logprobs\":null,\"finish_reason\":null}]}\n\n"u8).EndEvent();
}
