using BenchmarkDotNet.Attributes;
using LlmRouting.Operator.Publishing;
using Microsoft.Extensions.Logging.Abstractions;

namespace LlmRouting.Benchmarks.Compilation;

/// <summary>The operator's pass over 1,000 tiers and 200 policies, from objects to frames. Goals: all anew within 100 ms, a pod's flip within 10 ms.</summary>
[MemoryDiagnoser]
[Config(typeof(OncePerIteration))]
public class CompileBenchmarks
{
    private PublishInputs inputs = null!;
    private SnapshotPublisher publisher = null!;
    private int count;

    [IterationSetup(Target = nameof(Everything_anew))]
    public void Fresh()
    {
        inputs = Fleet.Inputs();
        publisher = new SnapshotPublisher(() => inputs, () => [new GatewayDefinition("default")], () => 1, new GatewayPublishers(), TimeProvider.System, NullLogger<SnapshotPublisher>.Instance);
    }

    [GlobalCleanup]
    public void AllIsServed()
    {
        var problems = inputs.Objects.Policies.Count(policy => publisher.Verdicts.Find(policy.Ref) is { HasErrors: true } or { Serving: null });
        if (problems > 0) throw new InvalidOperationException($"{problems} policies are not served");
    }

    [IterationSetup(Targets = [nameof(A_policy_is_edited), nameof(A_pod_comes_or_goes), nameof(Nothing_changed)])]
    public void Published()
    {
        if (publisher is not null) return;
        Fresh();
        publisher!.PublishOnce();
    }

    [Benchmark]
    public void Everything_anew() => publisher.PublishOnce();

    [Benchmark]
    public void A_policy_is_edited()
    {
        inputs = Fleet.Edited(inputs, ++count);
        publisher.PublishOnce();
    }

    [Benchmark]
    public void A_pod_comes_or_goes()
    {
        inputs = Fleet.Flipped(inputs, ++count);
        publisher.PublishOnce();
    }

    [Benchmark]
    public void Nothing_changed() => publisher.PublishOnce();
}
