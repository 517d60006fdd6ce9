namespace LlmRouting.Contract.Api;

/// <summary>All given members must hold; a list holds when any of its items does.</summary>
public sealed record RouteConditionSpec
{
    /// <summary>simple, moderate, complex.</summary>
    public IReadOnlyList<string>? Labels { get; init; }

    /// <summary>Categories that keyword rules answer.</summary>
    public IReadOnlyList<string>? Categories { get; init; }

    /// <summary>"0".."1", inclusive.</summary>
    public string? MinComplexity { get; init; }

    /// <summary>Limit classes of API keys.</summary>
    public IReadOnlyList<string>? LimitClasses { get; init; }

    /// <summary>Every one must be present with exactly this value.</summary>
    public IReadOnlyList<HeaderMatchSpec>? Headers { get; init; }
}
