using System.Text.Json.Nodes;

namespace LlmRouting.Operator.Builders;

/// <summary>Where a pod of a read-only image may write, and where its model is.</summary>
internal static class VolumeBuilder
{
    public const string Home = "/home/vllm";

    /// <summary>Downloaded model files.</summary>
    public const string Cache = "/data";

    public static JsonArray Volumes(TierPlan plan) => Json.List(
        Volume("home", "emptyDir", new JsonObject()),
        Volume("model-cache", plan.Spec.Cache is null ? "emptyDir" : "persistentVolumeClaim", CacheSource(plan)),
        Volume("shm", "emptyDir", Json.Of(("medium", "Memory"))),
        ModelVolume(plan.Location));

    public static JsonArray Mounts(TierPlan plan) => Json.List(
        Json.Of(("name", "home"), ("mountPath", Home)),
        Json.Of(("name", "model-cache"), ("mountPath", Cache)),
        Json.Of(("name", "shm"), ("mountPath", "/dev/shm")),
        plan.Location.Volume is null ? null : Json.Of(("name", "model"), ("mountPath", ModelLocation.MountPath), ("readOnly", true)));

    private static JsonObject CacheSource(TierPlan plan) =>
        plan.Spec.Cache is null ? [] : Json.Of(("claimName", TierNames.CacheClaim(plan.Name)));

    private static JsonObject? ModelVolume(ModelLocation location)
    {
        if (location.Volume is not { } source) return null;
        var volume = Json.Of(("name", "model"));
        foreach (var (kind, value) in source) volume.Add(kind, value!.DeepClone());
        return volume;
    }

    private static JsonObject Volume(string name, string kind, JsonObject source) => Json.Of(("name", name), (kind, source));
}
