using LlmRouting.Contract.Snapshot;

namespace LlmRouting.DataPlane.Classification;

/// <summary>A <see cref="HeuristicSnapshot"/> made ready: searches built, results made.</summary>
internal sealed class HeuristicRules
{
    public HeuristicRules(HeuristicSnapshot spec)
    {
        Scope = spec.Scope;
        Keywords = [.. spec.Keywords.Select(rule => new KeywordTest(rule))];
        (Length, Turns) = (spec.Length, spec.Turns);
        CodeOrMath = spec.CodeOrMath is { } label ? Outcome.Rule(label, "code-or-math") : null;
        TooLong = Length is null ? null : Outcome.Rule(Length.Label, Outcome.Length(Length));
        TooManyTurns = Turns is null ? null : Outcome.Rule(Turns.Label, Outcome.Turns(Turns));
        Otherwise = Outcome.Otherwise(spec.Otherwise);
        Outcome?[] all = [CodeOrMath, TooLong, TooManyTurns, Otherwise, .. Keywords.Select(k => k.Outcome)];
        Highest = all.Max(o => o?.Label ?? ComplexityLabel.Simple);
    }

    public TextScope Scope { get; }
    public KeywordTest[] Keywords { get; }
    public LengthRule? Length { get; }
    public TurnsRule? Turns { get; }
    public Outcome? CodeOrMath { get; }
    public Outcome? TooLong { get; }
    public Outcome? TooManyTurns { get; }
    public Outcome Otherwise { get; }

    /// <summary>The highest label any rule gives; nothing is left to look for once it is reached.</summary>
    public ComplexityLabel Highest { get; }
}
