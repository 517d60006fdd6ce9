using LlmRouting.Contract.Snapshot;
using LlmRouting.DataPlane.Parsing;

namespace LlmRouting.DataPlane.Classification;

/// <summary>The part of the messages [first, end) that is in scope. Joined by a space for All, else message by message.</summary>
internal readonly ref struct ScopedText(ParsedRequest request, FoldedText text, TextScope scope, int first, int end)
{
    private readonly FoldedText text = text;

    /// <summary>A later user message makes what was found in earlier ones void.</summary>
    public bool StartsAnew => scope == TextScope.LastUser && Scopes.LastUser(request.Segments, end) >= first;

    public bool Found(KeywordMatcher matcher)
    {
        if (scope == TextScope.All && !matcher.ByMessage) return matcher.Found(text.Messages(first, end), request.IsAscii);
        for (var i = Begin; i < end; i++)
        {
            if (Scopes.Includes(scope, request.Segments[i].Role) && matcher.Found(text.Message(i), request.IsAscii)) return true;
        }
        return false;
    }

    public bool CodeOrMathFound()
    {
        for (var i = Begin; i < end; i++)
        {
            if (Scopes.Includes(scope, request.Segments[i].Role) && CodeOrMath.Found(text.Message(i), request.IsAscii)) return true;
        }
        return false;
    }

    private int Begin => scope == TextScope.LastUser ? Math.Max(first, Scopes.LastUser(request.Segments, end)) : first;
}
