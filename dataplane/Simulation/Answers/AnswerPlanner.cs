using LlmRouting.DataPlane.Simulation.Requests;

namespace LlmRouting.DataPlane.Simulation.Answers;

/// <summary>What the simulated model says: decided by model, seed and prompt alone.</summary>
internal sealed class AnswerPlanner(SimulatorOptions options)
{
    /// <summary>Words of the prompt that an answer repeats, and characters of each.</summary>
    private const int EchoWords = 12, EchoChars = 32;

    private readonly Piece[] opening = [.. $"Simulated answer of {options.Model} to:".Split(' ').Select((w, i) => new Piece(i == 0 ? w : " " + w))];

    public Answer[] Plan(SimulatedRequest request)
    {
        var answers = new Answer[request.Choices];
        for (var i = 0; i < answers.Length; i++) answers[i] = Plan(request, request.Prompts[i / request.N], i % request.N);
        return answers;
    }

    private Answer Plan(SimulatedRequest request, Prompt prompt, int choice)
    {
        var limit = request.MaxTokens ?? (options.MaxModelLen - prompt.Tokens);
        if (request.Tool is { } tool) return Limited([new Piece(""), .. Split(tool.Arguments)], limit, "tool_calls") with { Tool = tool.Name };
        var said = request.Document is { } document ? Split(document) : Talk(prompt.Text, request.IgnoreEos ? limit : options.OutputTokens, choice);
        return request.Stops.Count > 0 && StoppedAt(said, request.Stops) is { } stopped ? Limited(stopped, limit + 1, "stop") : Limited(said, limit, "stop");
    }

    /// <summary>An answer of exactly the limit has not come to its end-of-sequence token, so it ran into the limit too.</summary>
    private static Answer Limited(List<Piece> said, int limit, string reason) =>
        said.Count < limit ? new Answer(said, reason) : new Answer(said.GetRange(0, Math.Min(said.Count, limit)), "length");

    private List<Piece> Talk(string prompt, int length, int choice)
    {
        var said = new List<Piece>(Math.Max(length, opening.Length + EchoWords));
        said.AddRange(opening);
        var rest = prompt.AsSpan().Trim();
        for (var i = 0; i < EchoWords && rest.Length > 0; i++) said.Add(new Piece(" " + NextWord(ref rest).ToString()));
        var hash = Vocabulary.Hash(prompt, (uint)(options.Seed + choice));
        while (said.Count < length) said.Add(Vocabulary.Word(hash, said.Count));
        said.RemoveRange(length, said.Count - length);
        return said;
    }

    private static ReadOnlySpan<char> NextWord(ref ReadOnlySpan<char> rest)
    {
        var end = 0;
        while (end < rest.Length && !char.IsWhiteSpace(rest[end])) end++;
        var word = rest[..Math.Min(end, EchoChars)];
        rest = rest[end..].TrimStart();
        return char.IsHighSurrogate(word[^1]) ? word[..^1] : word;
    }

    /// <summary>Four characters a token, never half a character.</summary>
    private static List<Piece> Split(string text)
    {
        var pieces = new List<Piece>((text.Length / 4) + 1);
        for (var at = 0; at < text.Length;)
        {
            var end = Math.Min(at + 4, text.Length);
            if (end < text.Length && char.IsHighSurrogate(text[end - 1])) end++;
            pieces.Add(new Piece(text[at..end]));
            at = end;
        }

        return pieces;
    }

    /// <summary>What is said before the earliest stop sequence; null where none comes up.</summary>
    private static List<Piece>? StoppedAt(List<Piece> said, IReadOnlyList<string> stops)
    {
        var text = string.Concat(said.Select(p => p.Text));
        var at = stops.Select(s => text.IndexOf(s, StringComparison.Ordinal)).Where(i => i >= 0).DefaultIfEmpty(-1).Min();
        if (at < 0) return null;
        var kept = new List<Piece>();
        foreach (var piece in said)
        {
            if (at <= 0) break;
            kept.Add(piece.Text.Length <= at ? piece : new Piece(piece.Text[..at]));
            at -= piece.Text.Length;
        }

        return kept;
    }
}
