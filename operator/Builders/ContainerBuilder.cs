using System.Text.Json.Nodes;

namespace LlmRouting.Operator.Builders;

/// <summary>The vLLM container. Its command is ours, since the image's own differs between releases.</summary>
internal static class ContainerBuilder
{
    public static JsonObject Build(TierPlan plan) => Json.Of(
        ("name", PodTemplateRules.Container),
        ("image", plan.Image),
        ("imagePullPolicy", plan.ContainerOverlay?.ImagePullPolicy),
        ("command", Json.Strings(["vllm", "serve"])),
        ("args", Json.Strings(VllmFlags.Render(plan.Spec, plan.Location, plan.Traits, plan.Revision))),
        ("env", EnvironmentBuilder.Build(plan)),
        ("ports", Json.List(Json.Of(("name", TierNames.PortName), ("containerPort", TierNames.Port), ("protocol", "TCP")))),
        ("resources", ResourceBuilder.Build(plan)),
        ("securityContext", SecurityBuilder.Container()),
        ("startupProbe", ProbeBuilder.Startup()),
        ("readinessProbe", ProbeBuilder.Readiness()),
        ("livenessProbe", ProbeBuilder.Liveness()),
        ("lifecycle", Json.Of(("preStop", DrainHook.Build(plan.Spec)))),
        ("volumeMounts", VolumeBuilder.Mounts(plan)));
}
