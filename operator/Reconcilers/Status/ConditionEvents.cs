using LlmRouting.Contract.Api;
using LlmRouting.Operator.Kubernetes;
using LlmRouting.Operator.Runtime.Events;

namespace LlmRouting.Operator.Reconcilers.Status;

/// <summary>Conditions that turned, as Events: a warning where somebody has to act.</summary>
public sealed class ConditionEvents(EventRecorder recorder)
{
    /// <summary>False for a while, and on their own way to True.</summary>
    private static readonly HashSet<string> Passing =
        ["Creating", "Starting", "Pending", "Draining", "ScaledToZero", "NoGateway", "MinimumReplicasUnavailable", "Completed", "NotServed"];

    public void Record(ApiObject item, IReadOnlyList<Condition>? before, IReadOnlyList<Condition> after)
    {
        // Programmed repeats what keeps a policy from being accepted; one Event says it.
        var said = new HashSet<string>(StringComparer.Ordinal);
        foreach (var condition in after.Where(condition => Turned(before, condition) && (condition.Status != "False" || said.Add(condition.Reason))))
        {
            var regarding = Reference(item);
            if (condition.Status == "False" && !Passing.Contains(condition.Reason)) recorder.Warning(regarding, condition.Type, condition.Reason, condition.Message);
            else if (condition.Status == "True" || condition.Type == "Ready") recorder.Normal(regarding, condition.Type, condition.Reason, condition.Message);
        }
    }

    // The message alone may count something up; that is no news.
    private static bool Turned(IReadOnlyList<Condition>? before, Condition now) =>
        before?.FirstOrDefault(old => old.Type == now.Type) is not { } old || old.Status != now.Status || old.Reason != now.Reason;

    private static ObjectReference Reference(ApiObject item) => new()
    {
        ApiVersion = item.ApiVersion, Kind = item.Kind, Name = item.Metadata.Name, Namespace = item.Metadata.Namespace, Uid = item.Metadata.Uid,
    };
}
