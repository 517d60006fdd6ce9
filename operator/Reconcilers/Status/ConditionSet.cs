using LlmRouting.Contract.Api;

namespace LlmRouting.Operator.Reconcilers.Status;

/// <summary>Conditions of the next status. A condition that says the same as before keeps its transition time, so that an unchanged status is an equal one.</summary>
public sealed class ConditionSet(IReadOnlyList<Condition>? before, long? generation, DateTimeOffset now)
{
    private readonly List<Condition> conditions = [];

    /// <param name="status">Null is Unknown.</param>
    /// <param name="reason">One CamelCase word.</param>
    public ConditionSet Set(string type, bool? status, string reason, string message)
    {
        var word = status switch { true => "True", false => "False", null => "Unknown" };
        var old = before?.FirstOrDefault(condition => condition.Type == type);
        conditions.Add(new Condition
        {
            Type = type,
            Status = word,
            Reason = reason,
            Message = Short(message),
            ObservedGeneration = generation,
            LastTransitionTime = old?.Status == word ? old.LastTransitionTime : WholeSeconds(now),
        });
        return this;
    }

    /// <summary>In the order they were set.</summary>
    public IReadOnlyList<Condition> ToList() => conditions;

    /// <summary>The API allows 32,768 characters; nobody reads that many.</summary>
    private static string Short(string message) => message.Length <= 1024 ? message : string.Concat(message.AsSpan(0, 1021), "...");

    // Times of the API have whole seconds; a fraction would be cut off and differ from what is read back.
    private static DateTimeOffset WholeSeconds(DateTimeOffset time) => DateTimeOffset.FromUnixTimeSeconds(time.ToUnixTimeSeconds());
}
