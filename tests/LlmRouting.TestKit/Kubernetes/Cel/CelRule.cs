using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace LlmRouting.TestKit.Kubernetes.Cel;

/// <summary>One of x-kubernetes-validations, compiled once.</summary>
public sealed class CelRule
{
    private static readonly ConcurrentDictionary<string, CelExpression?> Compiled = new();
    private readonly CelExpression? rule;
    private readonly CelExpression? text;
    private readonly string fallback;

    public CelRule(JsonObject json)
    {
        var source = (string)json["rule"]!;
        rule = Compile(source);
        text = (string?)json["messageExpression"] is { } expression ? Compile(expression) : null;
        fallback = (string?)json["message"] ?? $"failed rule: {source}";
        Source = source;
        ComparesVersions = source.Contains("oldSelf", StringComparison.Ordinal);
        Reason = (string?)json["reason"] ?? "FieldValueInvalid";
        FieldPath = (string?)json["fieldPath"] ?? "";
    }

    public string Source { get; }

    /// <summary>A transition rule: only looked at on updates.</summary>
    public bool ComparesVersions { get; }

    public string Reason { get; }

    public string FieldPath { get; }

    /// <summary>False: beyond the subset, never evaluated.</summary>
    public bool IsSupported => rule is not null;

    /// <returns>The message of a violation; null when the rule holds.</returns>
    public string? Violation(JsonNode? self, JsonNode? oldSelf)
    {
        if (rule is null) return null;
        var scope = new CelScope("self", CelValues.Of(self), new CelScope("oldSelf", CelValues.Of(oldSelf)));
        try
        {
            return CelValues.Truth(rule(scope)) ? null : text?.Invoke(scope) as string ?? fallback;
        }
        catch (CelFailureException failure)
        {
            return $"rule evaluation error: {failure.Message} evaluating rule: {fallback}";
        }
    }

    private static CelExpression? Compile(string source) => Compiled.GetOrAdd(source, static s =>
    {
        try
        {
            return CelParser.Parse(s);
        }
        catch (CelUnsupportedException)
        {
            return null;
        }
    });
}
