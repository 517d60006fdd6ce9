using System.Text.Json.Nodes;
using LlmRouting.TestKit.Kubernetes.Storage;

namespace LlmRouting.TestKit.Kubernetes.Workloads;

/// <summary>Counters and conditions of a Deployment; zeros are left out, as the real one does.</summary>
internal static class DeploymentStatus
{
    public static void Write(JsonObject status, StoredObject deployment, int replicas, int updated, int ready, string now)
    {
        var wanted = (int?)(long?)deployment.Json["spec"]!["replicas"] ?? 1;
        status["observedGeneration"] = deployment.Metadata["generation"]!.DeepClone();
        Set(status, "replicas", replicas);
        Set(status, "updatedReplicas", updated);
        Set(status, "readyReplicas", ready);
        Set(status, "availableReplicas", ready);
        Set(status, "unavailableReplicas", Math.Max(0, Math.Max(wanted, replicas) - ready));
        var available = ready >= wanted - wanted / 4;
        Condition(status, "Available", available, available ? "MinimumReplicasAvailable" : "MinimumReplicasUnavailable",
            available ? "Deployment has minimum availability." : "Deployment does not have minimum availability.", now);
        var done = updated == wanted && ready == wanted && replicas == wanted;
        Condition(status, "Progressing", true, done ? "NewReplicaSetAvailable" : "ReplicaSetUpdated",
            done ? $"Deployment \"{deployment.Key.Name}\" has successfully progressed." : $"Deployment \"{deployment.Key.Name}\" is progressing.", now);
    }

    private static void Set(JsonObject status, string name, int value)
    {
        if (value == 0) status.Remove(name);
        else status[name] = (long)value;
    }

    private static void Condition(JsonObject status, string type, bool holds, string reason, string message, string now)
    {
        var conditions = (status["conditions"] ??= new JsonArray()).AsArray();
        var old = conditions.FirstOrDefault(c => (string?)c!["type"] == type) as JsonObject;
        var value = holds ? "True" : "False";
        if (old is not null && (string?)old["status"] == value && (string?)old["reason"] == reason) return;
        var since = old is not null && (string?)old["status"] == value ? (string)old["lastTransitionTime"]! : now;
        if (old is not null) conditions.Remove(old);
        conditions.Add(new JsonObject
        {
            ["type"] = type, ["status"] = value, ["lastUpdateTime"] = now, ["lastTransitionTime"] = since, ["reason"] = reason, ["message"] = message,
        });
    }
}
