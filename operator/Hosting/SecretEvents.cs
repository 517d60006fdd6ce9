using LlmRouting.Contract.Api;
using LlmRouting.Contract.Validation;
using LlmRouting.Operator.Kubernetes;
using LlmRouting.Operator.Publishing;
using LlmRouting.Operator.Reconcilers.Caching;
using LlmRouting.Operator.Runtime;
using LlmRouting.Operator.Runtime.Events;

namespace LlmRouting.Operator.Hosting;

/// <summary>What is wrong with a Secret, as an Event on it, since it has no conditions. What needs it says so too; a key that nothing needs would else be silent.</summary>
internal sealed class SecretEvents(SnapshotPublisher publisher, ClusterCaches caches, EventRecorder events, Func<bool> mayWrite)
{
    private const string Action = "Read";

    /// <param name="changed">Objects whose verdict is another than before.</param>
    public void Record(IReadOnlyList<ObjectRef> changed)
    {
        foreach (var at in mayWrite() ? changed.Where(item => item.Kind == nameof(Secret)) : [])
        {
            var verdict = publisher.Verdicts.Find(at);
            if (verdict.Problems.FirstOrDefault(problem => problem.Severity == ProblemSeverity.Error) is not { } error || caches.Secrets.Find(new ObjectKey(at.Namespace, at.Name)) is not { } stored) continue;
            var words = error.Path.Length == 0 ? error.Message : $"{error.Path}: {error.Message}";
            events.Warning(
                new ObjectReference { ApiVersion = "v1", Kind = at.Kind, Name = at.Name, Namespace = at.Namespace, Uid = stored.Uid }, Action, error.Reason,
                verdict.IsHeld ? words + "; the last good version is served on" : words);
        }
    }
}
