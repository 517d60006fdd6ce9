using System.Text.Json.Nodes;
using LlmRouting.TestKit.Kubernetes.Controllers;
using LlmRouting.TestKit.Kubernetes.Http;
using LlmRouting.TestKit.Kubernetes.Storage;
using LlmRouting.TestKit.Kubernetes.Writing;

namespace LlmRouting.TestKit.Kubernetes.Workloads;

/// <summary>Deployment → Pods and status. A changed template replaces a Pod when the new one is Ready.</summary>
internal sealed class DeploymentLoop(ObjectDatabase database, ResourceRegistry registry, ServerWriter writer, ObjectDeleter deleter, PairIndex podsByOwner)
{
    private const string HashLabel = "pod-template-hash";
    private readonly Dictionary<string, int> made = [];
    private readonly Dictionary<string, HashSet<ObjectKey>> born = [];

    private ResourceTable Deployments => database.Table(registry.Named("deployments", "apps"));

    private ResourceTable Pods => database.Table(registry.Named("pods"));

    public void ReconcileOwner(StoredObject pod)
    {
        var owner = (pod.Metadata["ownerReferences"] as JsonArray ?? []).FirstOrDefault(o => (string?)o!["kind"] == "Deployment");
        if (owner is not null) Reconcile(new ObjectKey(pod.Key.Namespace, (string)owner["name"]!));
    }

    /// <summary>Pods that were created here and whose change is still to be seen are known by <see cref="born"/>.</summary>
    public void Reconcile(ObjectKey key)
    {
        lock (database.Gate)
        {
            if (Deployments.Find(key) is not { IsDeleting: false } deployment) return;
            var mine = Owned(deployment);
            var live = mine.Where(p => !p.IsDeleting).ToList();
            var hash = Hash(deployment);
            var current = live.Where(p => (string?)p.Labels?[HashLabel] == hash).ToList();
            var wanted = (int?)(long?)deployment.Json["spec"]!["replicas"] ?? 1;
            for (var i = current.Count; i < wanted; i++) Create(deployment, hash);
            foreach (var surplus in Surplus(live, current, hash, wanted)) Delete(surplus);
            WriteStatus(deployment, hash);
        }
    }

    private List<StoredObject> Owned(StoredObject deployment) => [.. podsByOwner.Find(deployment.Key.Namespace, deployment.Uid).Concat(born.GetValueOrDefault(deployment.Uid) ?? [])
        .Distinct().Select(Pods.Find).OfType<StoredObject>().OrderBy(p => p.Version)];

    private static IEnumerable<StoredObject> Surplus(List<StoredObject> live, List<StoredObject> current, string hash, int wanted)
    {
        var excess = current.OrderBy(PodState.IsReady).Take(Math.Max(0, current.Count - wanted));
        var ready = current.Count(PodState.IsReady);
        var old = live.Where(p => (string?)p.Labels?[HashLabel] != hash).OrderBy(PodState.IsReady).ToList();
        return excess.Concat(old.Take(Math.Max(0, old.Count - Math.Max(0, wanted - ready))));
    }

    private void Create(StoredObject deployment, string hash)
    {
        var template = deployment.Json["spec"]!["template"]!.AsObject();
        var number = made[deployment.Uid] = made.GetValueOrDefault(deployment.Uid) + 1;
        var body = new JsonObject { ["metadata"] = template["metadata"]?.DeepClone() ?? new JsonObject(), ["spec"] = template["spec"]!.DeepClone() };
        var metadata = body["metadata"]!.AsObject();
        (metadata["labels"] ??= new JsonObject())[HashLabel] = hash;
        metadata["ownerReferences"] = new JsonArray(new JsonObject
        {
            ["apiVersion"] = "apps/v1", ["kind"] = "Deployment", ["name"] = deployment.Key.Name, ["uid"] = deployment.Uid, ["controller"] = true, ["blockOwnerDeletion"] = true,
        });
        var key = new ObjectKey(deployment.Key.Namespace, $"{deployment.Key.Name}-{hash}-{number}");
        writer.Create(registry.Named("pods"), key, body);
        if (!born.TryGetValue(deployment.Uid, out var keys)) born[deployment.Uid] = keys = [];
        keys.Add(key);
    }

    private void Delete(StoredObject pod) => deleter.Delete(pod.Type, pod.Key, new DeleteOptions(pod.Uid, null, null, null, false), out _);

    private void WriteStatus(StoredObject deployment, string hash)
    {
        var pods = Owned(deployment).Where(p => !p.IsDeleting).ToList();
        writer.Status(deployment, status => DeploymentStatus.Write(
            status, deployment, pods.Count, pods.Count(p => (string?)p.Labels?[HashLabel] == hash), pods.Count(PodState.IsReady), writer.Now));
    }

    /// <summary>Changes when the template does, and only then.</summary>
    private static string Hash(StoredObject deployment)
    {
        var bytes = Wire.Encode(deployment.Json["spec"]!["template"]!);
        return Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes))[..10];
    }
}
