using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace LlmRouting.DataPlane.Parsing;

/// <summary>Eight UTF-16 code units looked at together.</summary>
internal static class CharBlock
{
    /// <summary>All bits set where the unit is in [first, last].</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<ushort> In(Vector128<ushort> block, char first, char last) =>
        Vector128.LessThanOrEqual(block - Vector128.Create((ushort)first), Vector128.Create((ushort)(last - first)));
}
