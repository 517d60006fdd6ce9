namespace LlmRouting.DataPlane.Parsing;

/// <summary>Which edits a request needs. A root is never empty (it has a model), so a comma before what is appended is always right.</summary>
internal readonly ref struct SplicePlan(ParsedRequest request, Splices splices)
{
    public Splices Splices { get; } = splices;

    public bool AppendsTemperature => WantsTemperature && request.TemperatureNull.IsEmpty;

    public bool AppendsMaxTokens => WantsMaxTokens && request.MaxTokensNull.IsEmpty;

    public bool AppendsOptions => WantsUsage && request.StreamOptions.Value.IsEmpty;

    /// <summary>max_tokens is what every version of vLLM reads; Responses has a name of its own.</summary>
    public ReadOnlySpan<byte> MaxTokensName => request.Dialect == Dialect.Responses ? ",\"max_output_tokens\":"u8 : ",\"max_tokens\":"u8;

    private bool WantsTemperature => Splices.Temperature is not null && request.Temperature is null && request.Dialect != Dialect.Embeddings;

    private bool WantsMaxTokens => Splices.MaxTokens is not null && request.MaxTokens is null && request.Dialect != Dialect.Embeddings;

    /// <summary>Only streams have the option, and Responses streams always end in a usage.</summary>
    private bool WantsUsage => Splices.IncludeUsage && request.Stream && !request.IncludeUsage && (request.Dialect is Dialect.Chat or Dialect.Completions);

    public int Fill(Span<Edit> edits)
    {
        var count = 0;
        if (!Splices.ModelJson.IsEmpty) edits[count++] = Replace(request.ModelValue, EditKind.Model);
        if (WantsTemperature && !AppendsTemperature) edits[count++] = Replace(request.TemperatureNull, EditKind.Temperature);
        if (WantsMaxTokens && !AppendsMaxTokens) edits[count++] = Replace(request.MaxTokensNull, EditKind.MaxTokens);
        if (WantsUsage && !AppendsOptions) edits[count++] = OptionsEdit();
        if (AppendsTemperature || AppendsMaxTokens || AppendsOptions) edits[count++] = new Edit(request.RootEnd, 0, EditKind.Append);
        return count;
    }

    private Edit OptionsEdit()
    {
        var options = request.StreamOptions;
        if (options.IsNull) return Replace(options.Value, EditKind.Options);
        if (!options.IncludeUsage.IsEmpty) return Replace(options.IncludeUsage, EditKind.True);
        return new Edit(options.Value.End - 1, 0, options.HasMembers ? EditKind.NextOption : EditKind.FirstOption);
    }

    private static Edit Replace(ByteRange range, EditKind kind) => new(range.Start, range.Length, kind);
}
