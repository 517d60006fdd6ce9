namespace LlmRouting.DataPlane.Parsing;

/// <summary>Bytes of the body that are replaced; length 0 inserts.</summary>
internal readonly record struct Edit(int Start, int Length, EditKind Kind);

internal enum EditKind
{
    Model,
    Temperature,
    MaxTokens,

    /// <summary>The value of include_usage.</summary>
    True,

    /// <summary>stream_options itself, in place of null.</summary>
    Options,

    /// <summary>Into an empty stream_options.</summary>
    FirstOption,

    /// <summary>Behind the last member of stream_options.</summary>
    NextOption,

    /// <summary>Members the root lacks.</summary>
    Append,
}
