using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using LlmRouting.Contract.Api;
using LlmRouting.Contract.Manifests;
using LlmRouting.Operator.Builders;
using LlmRouting.Operator.Configuration;

namespace LlmRouting.Operator.Tests.Builders;

/// <summary>A tier as YAML and what is built from it.</summary>
internal static class TierCase
{
    public const string Uid = "6f1d2c3b-0000-4000-8000-000000000001";
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static ModelTier Read(string yaml)
    {
        var set = ManifestReader.Read("tier.yaml", yaml);
        Assert.Empty(set.Problems);
        var tier = Assert.IsType<ModelTier>(Assert.Single(set.Objects).Object);
        return tier with { Metadata = tier.Metadata with { Uid = Uid } };
    }

    /// <summary>A tier whose <c>vllm</c> and <c>gpu</c> stand in one line each.</summary>
    public static ModelTier Of(string vllm = "{version: 0.11.2}", string gpu = "{class: l4}", string model = "{uri: \"hf://Qwen/Qwen3-4B\", name: qwen}", string more = "") => Read($"""
        apiVersion: llmrouting.dev/v1alpha1
        kind: ModelTier
        metadata: {"{name: small, namespace: builders}"}
        spec:
          model: {model}
          gpu: {gpu}
          vllm: {vllm}
        {(more.Length == 0 ? "" : "  " + more.ReplaceLineEndings("\n  "))}
        """);

    public static TierObjects Build(ModelTier tier, OperatorConfiguration? configuration = null, TierOptions? options = null, string? revision = null) => TierBuilder.Build(
        new TierInputs(tier, (configuration ?? new()).Classes(), revision is null ? null : new TierRevision("Qwen/Qwen3-4B@main", revision), new TierKey("secret-of-the-test", IsNew: true), options ?? new TierOptions { PodMonitors = true, ScalingUrl = "http://llm-routing-operator.llm-routing.svc:8081" }));

    public static JsonObject Find(TierObjects objects, string kind)
    {
        Assert.Empty(objects.Problems);
        return Assert.Single(objects.Manifests, manifest => manifest.Kind == kind).Body;
    }

    public static JsonObject Pod(TierObjects objects) => Find(objects, "Deployment")["spec"]!["template"]!["spec"]!.AsObject();

    public static JsonObject Container(TierObjects objects) => Pod(objects)["containers"]![0]!.AsObject();

    public static string[] Args(TierObjects objects) => [.. Container(objects)["args"]!.AsArray().Select(arg => (string)arg!)];

    /// <summary>All of it, for a golden file.</summary>
    public static string Text(TierObjects objects)
    {
        var all = new JsonObject
        {
            ["manifests"] = new JsonArray([.. objects.Manifests.Select(manifest => manifest.Body.DeepClone())]),
            ["absent"] = new JsonArray([.. objects.Absent.Select(manifest => manifest.Body.DeepClone())]),
            ["problems"] = new JsonArray([.. objects.Problems.Select(problem => (JsonNode)$"{problem.Reason}: {problem}")]),
            ["notes"] = new JsonArray([.. objects.Notes.Select(note => (JsonNode)$"{note.Reason}: {note}")]),
        };
        return all.ToJsonString(Indented) + "\n";
    }

    public static string Folder([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "golden");
}
