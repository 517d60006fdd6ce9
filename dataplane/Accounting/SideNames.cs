using LlmRouting.DataPlane.State;

namespace LlmRouting.DataPlane.Accounting;

/// <summary>Sides of a split as headers and metrics spell them.</summary>
public static class SideNames
{
    public static string Of(SplitSide side) => side switch
    {
        SplitSide.None => "none",
        SplitSide.Stable => "stable",
        SplitSide.Canary => "canary",
        _ => throw new ArgumentOutOfRangeException(nameof(side), side, null),
    };
}
