using BenchmarkDotNet.Attributes;
using LlmRouting.Contract.Frames;
using LlmRouting.DataPlane.Configuration;
using LlmRouting.DataPlane.State;
using LlmRouting.DataPlane.Upstreams;
using LlmRouting.Operator.Publishing;
using Microsoft.Extensions.Logging.Abstractions;

namespace LlmRouting.Benchmarks.Compilation;

/// <summary>A data plane's part of the same: from a line to the snapshot that requests read.</summary>
[MemoryDiagnoser]
[Config(typeof(OncePerIteration))]
public class ComposeBenchmarks
{
    private readonly GatewayPublishers publishers = new();
    private readonly UpstreamClients clients = new(new ConnectGuard(allowLocal: true), TimeSpan.FromSeconds(4));
    private PublishInputs inputs = Fleet.Inputs();
    private SnapshotPublisher publisher = null!;
    private RuntimeBuilder builder = null!;
    private FrameComposer composer = new("default");
    private FrameSubscription subscription = null!;
    private IReadOnlyList<ReadOnlyMemory<byte>> lines = [];
    private int count;

    [GlobalSetup]
    public void Publish()
    {
        publisher = new SnapshotPublisher(() => inputs, () => [new GatewayDefinition("default")], () => 1, publishers, TimeProvider.System, NullLogger<SnapshotPublisher>.Instance);
        publisher.PublishOnce();
        builder = new RuntimeBuilder(new StateRegistry(TimeProvider.System), clients);
        subscription = publishers.Find("default")!.Subscribe(new Peer("models", "gateway", "gw-0", "uid-0"), new HelloFrame { Gateway = "default" });
        lines = subscription.Take();
        Build();
    }

    [GlobalCleanup]
    public void Stop() => clients.Dispose();

    [IterationSetup(Target = nameof(A_policy_is_edited))]
    public void Edit() => Next(Fleet.Edited(inputs, ++count));

    [IterationSetup(Target = nameof(A_pod_comes_or_goes))]
    public void Flip() => Next(Fleet.Flipped(inputs, ++count));

    [Benchmark]
    public RuntimeSnapshot A_policy_is_edited() => Build();

    [Benchmark]
    public RuntimeSnapshot A_pod_comes_or_goes() => Build();

    private void Next(PublishInputs next)
    {
        inputs = next;
        publisher.PublishOnce();
        lines = subscription.Take();
    }

    private RuntimeSnapshot Build()
    {
        foreach (var line in lines)
        {
            var frame = FrameCodec.Decode(line.Span)!;
            composer = composer.Take(frame is ConfigFrame config && composer.Config is { } before ? config.Reusing(before) : frame, out _);
        }

        return builder.Build(composer.Compose()!);
    }
}
