using LlmRouting.DataPlane.Simulation.Answers;

namespace LlmRouting.DataPlane.Simulation.Wire;

/// <summary>Answers in one dialect's JSON. A stream is Open, then Token and Finish of each choice, then Close; otherwise Whole is all.</summary>
internal interface IWire
{
    void Open(EventBuffer to, IReadOnlyList<Answer> answers);

    void Token(EventBuffer to, int choice, Answer answer, int position);

    void Finish(EventBuffer to, int choice, Answer answer);

    void Close(EventBuffer to, IReadOnlyList<Answer> answers, Usage usage);

    void Whole(EventBuffer to, IReadOnlyList<Answer> answers, Usage usage);
}
