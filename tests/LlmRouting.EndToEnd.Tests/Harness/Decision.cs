namespace LlmRouting.EndToEnd.Tests.Harness;

/// <summary>What the headers of an answer say about who gave it and why.</summary>
public sealed record Decision(string? Tier, string? Model, string? Classifier, string? Why, string? Canary, string? Policy)
{
    public static Decision Of(HttpResponseMessage response)
    {
        return new Decision(Header("x-llm-tier"), Header("x-llm-model"), Header("x-llm-classifier"), Header("x-llm-decision"), Header("x-llm-canary"), Header("x-llm-policy"));

        string? Header(string name) => response.Headers.TryGetValues(name, out var values) ? values.First() : null;
    }
}
