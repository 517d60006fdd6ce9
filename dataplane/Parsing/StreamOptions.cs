namespace LlmRouting.DataPlane.Parsing;

/// <summary>What the splicer needs to know of <c>stream_options</c>; ranges are empty where the thing is absent.</summary>
/// <param name="Value">The whole value, an object or null.</param>
/// <param name="IncludeUsage">The value of include_usage.</param>
/// <param name="HasMembers">Whether the object has any member.</param>
internal readonly record struct StreamOptions(ByteRange Value, bool IsNull, bool HasMembers, ByteRange IncludeUsage);
