using LlmRouting.DataPlane.Simulation.Answers;

namespace LlmRouting.DataPlane.Simulation.Wire;

/// <summary>The Responses API, for one message of text: every event names itself twice, and there is no [DONE].</summary>
internal sealed class ResponsesWire(Head head) : IWire
{
    private readonly string messageId = "msg_" + Json.Escape(head.Id);
    private int sequence;

    public void Open(EventBuffer to, IReadOnlyList<Answer> answers)
    {
        Event(to, "response.created", $"\"response\":{Response("in_progress", "", "null", "null")}");
        Event(to, "response.in_progress", $"\"response\":{Response("in_progress", "", "null", "null")}");
        Event(to, "response.output_item.added", $"\"output_index\":0,\"item\":{Item("in_progress", "")}");
        Event(to, "response.content_part.added", $"{Place},\"part\":{Part("")}");
    }

    public void Token(EventBuffer to, int choice, Answer answer, int position) =>
        Event(to, "response.output_text.delta", $"{Place},\"delta\":\"{Json.Escape(answer.Pieces[position].Text)}\",\"logprobs\":[]");

    public void Finish(EventBuffer to, int choice, Answer answer)
    {
        var text = Text(answer);
        Event(to, "response.output_text.done", $"{Place},\"text\":\"{text}\",\"logprobs\":[]");
        Event(to, "response.content_part.done", $"{Place},\"part\":{Part(text)}");
        Event(to, "response.output_item.done", $"\"output_index\":0,\"item\":{Item(Status(answer), Part(text))}");
    }

    public void Close(EventBuffer to, IReadOnlyList<Answer> answers, Usage usage) =>
        Event(to, "response.completed", $"\"response\":{Final(answers[0], usage)}");

    public void Whole(EventBuffer to, IReadOnlyList<Answer> answers, Usage usage) => to.Add(Final(answers[0], usage)).EndEvent();

    private string Place => $"\"item_id\":\"{messageId}\",\"output_index\":0,\"content_index\":0";

    private void Event(EventBuffer to, string name, string fields) =>
        to.Add($"event: {name}\ndata: {{\"type\":\"{name}\",\"sequence_number\":{sequence++},{fields}}}\n\n").EndEvent();

    private string Final(Answer answer, Usage usage) => Response(
        Status(answer),
        Item(Status(answer), Part(Text(answer))),
        $$"""
        {"input_tokens":{{usage.Prompt}},"input_tokens_details":{"cached_tokens":0},"output_tokens":{{usage.Completion}},"output_tokens_details":{"reasoning_tokens":0},"total_tokens":{{usage.Total}}}
        """,
        answer.HitLimit ? """{"reason":"max_output_tokens"}""" : "null");

    private string Response(string status, string item, string usage, string incomplete) => $$"""
        {"id":"resp_{{Json.Escape(head.Id)}}","object":"response","created_at":{{head.Created}},"status":"{{status}}","error":null,"incomplete_details":{{incomplete}},"instructions":null,"metadata":{},"model":"{{Json.Escape(head.Model)}}","output":[{{item}}],"parallel_tool_calls":true,"tool_choice":"auto","tools":[],"temperature":1.0,"top_p":1.0,"usage":{{usage}}}
        """;

    private string Item(string status, string part) =>
        $$"""{"id":"{{messageId}}","type":"message","status":"{{status}}","role":"assistant","content":[{{part}}]}""";

    private static string Part(string text) => $$"""{"type":"output_text","text":"{{text}}","annotations":[]}""";

    private static string Text(Answer answer) => string.Concat(answer.Pieces.Select(p => Json.Escape(p.Text)));

    private static string Status(Answer answer) => answer.HitLimit ? "incomplete" : "completed";
}
