using System.Collections.Concurrent;
using LlmRouting.TestKit.Kubernetes.Controllers;
using LlmRouting.TestKit.Kubernetes.Http;
using LlmRouting.TestKit.Kubernetes.Storage;
using LlmRouting.TestKit.Kubernetes.Writing;

namespace LlmRouting.TestKit.Kubernetes.Workloads;

/// <summary>Scheduler and kubelet: a Pod gets a node, runs, gets Ready; a deleted one ends.</summary>
internal sealed class PodLoop(ObjectDatabase database, ServerWriter writer, ObjectDeleter deleter, TimeProvider time, WorkloadOptions options)
{
    private readonly ConcurrentDictionary<string, ITimer> timers = new();

    public void Reconcile(StoredObject pod)
    {
        if (pod.IsDeleting) Later("end/" + pod.Uid, options.TerminatesAfter, () => End(pod));
        else if (pod.Json["spec"]!["nodeName"] is null) Start(pod);
    }

    public void SetReady(StoredObject pod, bool ready) =>
        writer.Status(pod, status => PodState.Write(status, pod.Json, options.Address(pod.Json).Ip, ready, writer.Now), "kubelet");

    private void Start(StoredObject pod)
    {
        writer.Patch(pod, value => value["spec"]!["nodeName"] = "node-1", "kube-scheduler");
        SetReady(pod, ready: false);
        if (options.BecomesReady(pod.Json)) Later("ready/" + pod.Uid, options.ReadyAfter, () => SetReady(pod, ready: true));
    }

    private void Later(string key, TimeSpan delay, Action action)
    {
        if (delay <= TimeSpan.Zero) action();
        else timers.GetOrAdd(key, _ => time.CreateTimer(_ => Run(key, action), null, delay, Timeout.InfiniteTimeSpan));
    }

    private void Run(string key, Action action)
    {
        if (timers.TryRemove(key, out var timer)) timer.Dispose();
        action();
    }

    private void End(StoredObject pod)
    {
        lock (database.Gate)
        {
            if (database.Table(pod.Type).Find(pod.Key) is not { IsDeleting: true } live || live.Uid != pod.Uid) return;
            try
            {
                deleter.Delete(pod.Type, pod.Key, new DeleteOptions(pod.Uid, null, null, 0, false), out _);
            }
            catch (ApiRefusal gone) when (gone.Code is 404 or 409)
            {
                // Somebody was faster.
                return;
            }
        }
    }
}
