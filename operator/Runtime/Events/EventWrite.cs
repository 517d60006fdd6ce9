using LlmRouting.Operator.Kubernetes;

namespace LlmRouting.Operator.Runtime.Events;

/// <summary>What to write for a fact: a new Event, or how often the Event of that name was seen by now.</summary>
/// <param name="Series">Null: make the Event.</param>
public sealed record EventWrite(EventFact Fact, string Namespace, string Name, DateTimeOffset Time, EventSeries? Series);
