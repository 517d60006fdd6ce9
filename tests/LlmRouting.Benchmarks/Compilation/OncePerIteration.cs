using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace LlmRouting.Benchmarks.Compilation;

/// <summary>One call an iteration: a second one of the same objects is not what the first was.</summary>
internal sealed class OncePerIteration : ManualConfig
{
    public OncePerIteration()
    {
        AddColumn(StatisticColumn.Min, StatisticColumn.Median);
        AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithWarmupCount(10).WithIterationCount(30).WithInvocationCount(1).WithUnrollFactor(1));
    }
}
