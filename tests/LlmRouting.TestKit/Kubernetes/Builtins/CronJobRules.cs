using System.Text.Json.Nodes;

namespace LlmRouting.TestKit.Kubernetes.Builtins;

/// <summary>CronJobs: a template within a template.</summary>
public sealed class CronJobRules : KindRules
{
    public override void Default(JsonObject value, JsonObject? live)
    {
        PodDefaults.Fill(value["spec"]?["jobTemplate"]?["spec"]?["template"]?["spec"] as JsonObject);
        if (value["spec"]?["jobTemplate"]?["spec"] is not JsonObject job) return;
        foreach (var name in new[] { "parallelism", "completions", "backoffLimit", "completionMode", "suspend", "manualSelector", "podReplacementPolicy" }) job.Remove(name);
    }
}
