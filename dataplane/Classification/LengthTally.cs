using LlmRouting.Contract.Snapshot;
using LlmRouting.DataPlane.Parsing;

namespace LlmRouting.DataPlane.Classification;

/// <summary>The size of the messages in a scope, summed message by message.</summary>
internal struct LengthTally(LengthUnit unit, TextScope scope)
{
    private long total;

    public readonly bool Exceeds(int max) => TextUnits.Exceeds(total, unit, max);

    public void Add(ParsedRequest request, int index)
    {
        var segment = request.Segments[index];
        if (!Scopes.Includes(scope, segment.Role)) return;
        if (scope == TextScope.LastUser) total = 0;
        if (segment.Length == 0) return;
        if (total > 0) total += TextUnits.Joint(unit);
        total += TextUnits.Count(request.Text.Slice(segment.Start, segment.Length), unit, request.MayNeedNfc);
    }
}
