using LlmRouting.Contract.Snapshot;
using LlmRouting.DataPlane.Parsing;

namespace LlmRouting.DataPlane.Classification;

/// <summary>What is known of one keyword rule after the messages looked at so far.</summary>
internal struct KeywordFinding(LengthTally size)
{
    private bool any, none;
    private LengthTally size = size;

    public static KeywordFinding Begin(KeywordTest test, TextScope scope) => new(new LengthTally(test.AtMost?.Unit ?? LengthUnit.Chars, scope));

    public readonly bool Matches(KeywordTest test) => any && !none && (test.AtMost is null || !size.Exceeds(test.AtMost.Max));

    public void Look(KeywordTest test, in ScopedText text)
    {
        if (text.StartsAnew) any = none = false;
        any = any || text.Found(test.Any);
        none = none || (test.None is not null && text.Found(test.None));
    }

    public void Count(KeywordTest test, ParsedRequest request, int index)
    {
        if (test.AtMost is not null) size.Add(request, index);
    }
}
