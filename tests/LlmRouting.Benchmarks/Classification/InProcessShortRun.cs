using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace LlmRouting.Benchmarks.Classification;

/// <summary>In this process: the project BenchmarkDotNet would generate lacks the pruned System.IO.Hashing and cannot be restored.</summary>
internal sealed class InProcessShortRun : ManualConfig
{
    public InProcessShortRun() => AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance));
}
