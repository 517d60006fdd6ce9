using LlmRouting.Contract.Api;
using LlmRouting.Contract.Snapshot;
using LlmRouting.Contract.Validation;

namespace LlmRouting.Contract.Compilation;

/// <summary>Capabilities that a vLLM server has only if it is started for them. Notes: an image of somebody's own may know better.</summary>
internal static class CapabilityNotes
{
    private const string Path = "spec.capabilities";
    private static readonly string[] ToolFlags = ["--enable-auto-tool-choice", "--tool-call-parser"];
    private static readonly Capability[] Generating = [Capability.Chat, Capability.Completions, Capability.Responses];

    public static void Check(ModelTier tier, ProblemList problems)
    {
        if (tier.Spec is not { Vllm: { } vllm, Capabilities: { } capabilities }) return;
        string[] missing = capabilities.Contains(Capability.Tools) ? [.. ToolFlags.Where(flag => !VllmArguments.Has(vllm.ExtraArgs ?? [], flag))] : [];
        if (missing.Length > 0) problems.Note(tier.Ref, Path, ProblemReasons.CapabilityNotServed, Tools(missing));
        if (capabilities.Contains(Capability.Embeddings) && Generating.Where(capabilities.Contains).ToArray() is [var other, ..])
            problems.Note(tier.Ref, Path, ProblemReasons.CapabilityNotServed, $"has Embeddings beside {other}: a vLLM server either embeds or generates, so give embeddings a ModelTier of their own");
    }

    // vLLM since 0.6 (vllm-project/vllm#9986): "auto" tool choice requires --enable-auto-tool-choice and --tool-call-parser to be set.
    private static string Tools(string[] missing) =>
        $"has Tools, and spec.vllm.extraArgs lacks {string.Join(" and ", missing)}: vLLM answers 400 to tools with tool_choice auto, the default of clients. "
        + "Write extraArgs: [--enable-auto-tool-choice, --tool-call-parser=hermes] with the parser of the model (hermes is Qwen3's), also of a server that is started elsewhere, or take Tools out";
}
