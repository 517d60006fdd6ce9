using LlmRouting.Contract.Api;
using LlmRouting.Contract.Compilation;

namespace LlmRouting.Contract.Tests.Compilation;

public sealed class ModelDigestTests
{
    private static readonly ModelTier Tier = new()
    {
        ApiVersion = ApiNames.ApiVersion, Kind = "ModelTier",
        Metadata = new ObjectMeta { Namespace = "ns", Name = "small" },
        Spec = new ModelTierSpec { Model = new ModelSource { Name = "qwen", Uri = "hf://qwen/qwen3", Revision = "main" }, Vllm = new VllmSpec { Version = "0.11.0", MaxNumSeqs = 8 } },
    };

    [Fact]
    public void Other_weights_or_another_server_under_the_same_name_have_another_digest_S3_7a()
    {
        var (model, vllm) = (Tier.Spec.Model, Tier.Spec.Vllm!);
        string[] digests =
        [
            Of(Tier.Spec),
            Of(Tier.Spec with { Model = model with { Uri = "hf://qwen/qwen3-awq" } }), Of(Tier.Spec with { Model = model with { Revision = "v2" } }),
            Of(Tier.Spec with { Vllm = vllm with { Version = "0.11.1" } }), Of(Tier.Spec with { Vllm = vllm with { Image = "mirror/vllm:1" } }),
            Of(Tier.Spec with { Vllm = vllm with { Quantization = "awq" } }), Of(Tier.Spec with { Vllm = vllm with { ExtraArgs = ["--seed=1"] } }),
            Of(Tier.Spec with { Vllm = null, External = new ExternalSpec { BaseUrl = "https://one.example/v1" } }),
            Of(Tier.Spec with { Vllm = null, External = new ExternalSpec { BaseUrl = "https://two.example/v1" } }),
            ModelDigest.Of(Tier with { Status = new ModelTierStatus { ResolvedRevision = "0123abc" } }),
        ];
        Assert.Equal(digests.Length, digests.Distinct().Count());
    }

    [Fact]
    public void What_changes_no_answer_changes_no_digest() =>
        Assert.Equal(Of(Tier.Spec), Of(Tier.Spec with { Replicas = 3, CostPerHour = "2", MaxInFlight = 9, Vllm = Tier.Spec.Vllm! with { MaxNumSeqs = 16 } }));

    private static string Of(ModelTierSpec spec) => ModelDigest.Of(Tier with { Spec = spec });
}
