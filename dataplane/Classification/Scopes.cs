using LlmRouting.Contract.Snapshot;
using LlmRouting.DataPlane.Parsing;

namespace LlmRouting.DataPlane.Classification;

/// <summary>Which messages a rule looks at.</summary>
internal static class Scopes
{
    public static bool Includes(TextScope scope, MessageRole role) => scope == TextScope.All || role == MessageRole.User;

    /// <summary>Number of the last user message before <paramref name="end"/>, or −1.</summary>
    public static int LastUser(ReadOnlySpan<TextSegment> segments, int end)
    {
        var last = end - 1;
        while (last >= 0 && segments[last].Role != MessageRole.User) last--;
        return last;
    }
}
