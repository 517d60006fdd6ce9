using LlmRouting.Contract.Api;
using LlmRouting.Operator.Configuration;

namespace LlmRouting.Operator.Builders;

/// <summary>Answers a tier's questions, or says every one that has no answer.</summary>
internal sealed class TierPlanner(TierInputs inputs)
{
    private readonly List<TierProblem> _problems = [];

    public IReadOnlyList<TierProblem> Problems => _problems;

    /// <summary>Null where there are problems.</summary>
    public TierPlan? Plan()
    {
        var spec = inputs.Tier.Spec;
        var gpu = Gpu(spec.Gpu);
        _problems.AddRange(ExtraArgs.Check(spec.Vllm!.ExtraArgs ?? []));
        if (spec.PodTemplate is not null) _problems.AddRange(PodTemplateRules.Check(spec.PodTemplate, gpu));
        if (spec.Autoscaling is { Source: ScalingSource.Keda } && inputs.Options.ScalingUrl is null)
            Report(TierReasons.ScalingUrlUnknown, "spec.autoscaling.source", "can't be Keda: the operator was started without the URL that KEDA is to ask (--scaling-url)");
        Cache(spec.Cache?.Pvc);
        if (Version(spec.Vllm) is not { } version) return null;
        var traits = new VllmTraits(version);
        _problems.AddRange(VllmRules.Check(spec, traits));
        var location = ModelUri.Locate(spec.Model, traits, out var problem);
        if (problem is not null) _problems.Add(problem);
        if (_problems.Count > 0 || gpu is null || location is null) return null;
        return new TierPlan(inputs.Tier, gpu, traits, location, inputs.Revision, inputs.Key, Image(spec), Surges(spec, gpu), inputs.Options);
    }

    private GpuClass? Gpu(GpuSpec? gpu)
    {
        if (gpu is null)
        {
            Report(TierReasons.MissingGpu, "spec.gpu", $"is required with vllm: name a class, {inputs.Classes}");
            return null;
        }

        var found = inputs.Classes.Find(gpu.Class);
        if (found is null) Report(TierReasons.UnknownGpuClass, "spec.gpu.class", $"{gpu.Class} is not one of {inputs.Classes}");
        else if (gpu.Spot == true && found.Spot is null) Report(TierReasons.NoSpotNodes, "spec.gpu.spot", $"can't be true: class {gpu.Class} has no spot nodes in the operator's configuration");
        return found;
    }

    private VllmVersion? Version(VllmSpec vllm)
    {
        if (vllm.Version is null) Report(TierReasons.MissingVersion, "spec.vllm.version", "is required: flags are written for a version, also with an image of your own");
        else if (!VllmVersion.TryParse(vllm.Version, out var version)) Report(TierReasons.UnsupportedVersion, "spec.vllm.version", $"must be of the form 0.11.2, not {vllm.Version}");
        else if (version.CompareTo(VllmVersion.Oldest) < 0) Report(TierReasons.UnsupportedVersion, "spec.vllm.version", $"must be {VllmVersion.Oldest} or newer, not {vllm.Version}");
        else return version;
        return null;
    }

    private void Cache(CacheVolumeSpec? claim)
    {
        if (claim is not null && !Quantity.TryCanonical(claim.Size, out _))
            Report(TierReasons.InvalidQuantity, "spec.cache.pvc.size", $"must be a quantity such as \"100Gi\", not \"{claim.Size}\"");
    }

    private static string Image(ModelTierSpec spec) =>
        spec.PodTemplate?.Spec?.Containers?.FirstOrDefault()?.Image ?? spec.Vllm!.Image ?? $"vllm/vllm-openai:v{spec.Vllm.Version}";

    /// <summary>A cache that only one node can mount keeps a surging pod from starting beside the old one.</summary>
    private static bool Surges(ModelTierSpec spec, GpuClass gpu) =>
        gpu.Pool == PoolKind.Elastic && (spec.Cache is null || CacheClaimBuilder.AccessMode(spec.Cache.Pvc) == CacheClaimBuilder.Shared);

    private void Report(string reason, string path, string message) => _problems.Add(new TierProblem(reason, path, message));
}
