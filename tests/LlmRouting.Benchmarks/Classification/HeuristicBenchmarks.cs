using System.Buffers;
using BenchmarkDotNet.Attributes;
using LlmRouting.Contract.Snapshot;
using LlmRouting.DataPlane.Classification;
using LlmRouting.DataPlane.Parsing;

namespace LlmRouting.Benchmarks.Classification;

/// <summary>What deciding costs on a 2 kB prompt in which nothing matches: at most 10 µs and no garbage.</summary>
[MemoryDiagnoser]
[Config(typeof(InProcessShortRun))]
public class HeuristicBenchmarks
{
    private readonly ParsedRequest request = new(), parsed = new();
    private readonly ArrayBufferWriter<byte> output = new(64 * 1024);
    private readonly HeuristicClassifier v7 = new(BenchmarkPrompts.V7);
    private readonly HeuristicClassifier everything = new(BenchmarkPrompts.V7 with
    {
        CodeOrMath = ComplexityLabel.Complex,
        Keywords = [.. BenchmarkPrompts.V7.Keywords.Select(k => k with { Match = KeywordMatch.Stem }), .. BenchmarkPrompts.V7.Keywords.Select(k => k with { Match = KeywordMatch.Word })],
    });

    private readonly Splices splices = new("\"qwen3-4b\""u8.ToArray(), 0.2m, 1024, IncludeUsage: true);
    private byte[] body = [];

    [Params("English", "Korean", "KoreanEscaped")]
    public string Prompt { get; set; } = "";

    [GlobalSetup]
    public void Setup()
    {
        body = Prompt switch
        {
            "English" => BenchmarkPrompts.English,
            "Korean" => BenchmarkPrompts.Korean,
            _ => BenchmarkPrompts.KoreanEscaped,
        };
        if (RequestParser.Parse(Dialect.Chat, body, parsed) is { } refusal) throw new InvalidOperationException(refusal.Message);
    }

    [Benchmark]
    public bool Parse()
    {
        request.Reset();
        return RequestParser.Parse(Dialect.Chat, body, request) is null;
    }

    [Benchmark]
    public ClassificationResult ClassifyV7() => v7.Classify(parsed, onlyUpgrade: false);

    [Benchmark]
    public ClassificationResult ClassifyStemWordCodeAndMath() => everything.Classify(parsed, onlyUpgrade: false);

    [Benchmark(Baseline = true)]
    public ClassificationResult ParseAndClassifyV7()
    {
        request.Reset();
        RequestParser.Parse(Dialect.Chat, body, request);
        return v7.Classify(request, onlyUpgrade: true);
    }

    [Benchmark]
    public int Splice()
    {
        output.ResetWrittenCount();
        BodySplicer.Splice(parsed, splices, output);
        return output.WrittenCount;
    }
}
