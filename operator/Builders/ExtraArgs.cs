using LlmRouting.Contract.Validation;

namespace LlmRouting.Operator.Builders;

/// <summary>Arguments that <c>spec.vllm.extraArgs</c> may not have, and what to do instead.</summary>
internal static class ExtraArgs
{
    public const string Tokenizer = "--tokenizer";

    /// <summary>Goes with <see cref="Tokenizer"/>; the model's own is the tier's.</summary>
    public const string TokenizerRevision = "--tokenizer-revision";

    private static readonly Dictionary<string, string> Refused = new(StringComparer.Ordinal)
    {
        ["--model"] = "set spec.model.uri",
        ["--served-model-name"] = "set spec.model.name",
        ["--port"] = $"the port is {TierNames.Port}",
        ["--api-key"] = "every tier has a key of its own, in its Secret",
        ["--revision"] = "set spec.model.revision",
        [TokenizerRevision] = "set spec.model.revision; it goes only with a --tokenizer of its own",
        ["--tensor-parallel-size"] = "set spec.vllm.tensorParallelSize",
        ["-tp"] = "set spec.vllm.tensorParallelSize",
        ["--max-model-len"] = "set spec.vllm.maxModelLen",
        ["--gpu-memory-utilization"] = "set spec.vllm.gpuMemoryUtilization",
        ["--max-num-seqs"] = "set spec.vllm.maxNumSeqs",
        ["--max-num-batched-tokens"] = "set spec.vllm.maxNumBatchedTokens",
        ["--enable-chunked-prefill"] = "set spec.vllm.enableChunkedPrefill",
        ["--no-enable-chunked-prefill"] = "set spec.vllm.enableChunkedPrefill",
        ["--quantization"] = "set spec.vllm.quantization",
        ["-q"] = "set spec.vllm.quantization",
        ["--shutdown-timeout"] = "it follows spec.timeouts.total",
        ["--max-log-len"] = "prompts are not logged",
        ["--enable-log-requests"] = "prompts are not logged",
        ["--enable-log-outputs"] = "answers are not logged",
        ["--download-dir"] = "set spec.cache",
        ["--disable-log-requests"] = "newer servers fail to start with it, and prompts are not logged without it",
        ["--disable-log-stats"] = "autoscaling and draining read vLLM's figures",
        ["--config"] = "a file would set what we set",
        ["--uds"] = "requests come over TCP",
        ["--headless"] = "a tier's replica is a server",
        ["--ssl-keyfile"] = "probes and the data plane speak HTTP to it",
        ["--ssl-certfile"] = "probes and the data plane speak HTTP to it",
    };

    /// <summary>Real flags whose names are the beginnings of refused ones.</summary>
    private static readonly HashSet<string> Allowed = new(StringComparer.Ordinal) { Tokenizer };

    /// <summary>One problem an argument, in their order.</summary>
    public static IEnumerable<TierProblem> Check(IReadOnlyList<string> arguments)
    {
        for (var i = 0; i < arguments.Count; i++)
        {
            var path = $"spec.vllm.extraArgs[{i}]";
            var name = VllmArguments.Name(arguments[i]);
            if (arguments[i].Length == 0) yield return new TierProblem(TierReasons.ArgumentNotAllowed, path, "must not be empty");
            else if (i == 0 && name[0] != '-') yield return new TierProblem(TierReasons.ArgumentNotAllowed, path, "must be a flag: the model stands before it");
            else if (name == TokenizerRevision && VllmArguments.Has(arguments, Tokenizer)) continue;
            else if (Find(name) is { } flag) yield return new TierProblem(TierReasons.ArgumentNotAllowed, path, $"must not be {flag}: {Refused[flag]}");
        }
    }

    /// <summary>Python takes the beginning of a flag for the flag.</summary>
    private static string? Find(string name)
    {
        if (Refused.ContainsKey(name)) return name;
        if (!name.StartsWith("--", StringComparison.Ordinal) || name.Length < 4 || Allowed.Contains(name)) return null;
        return Refused.Keys.Where(flag => flag.StartsWith(name, StringComparison.Ordinal)).Order(StringComparer.Ordinal).FirstOrDefault();
    }
}
