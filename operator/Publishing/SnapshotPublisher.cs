using System.Threading.Channels;
using LlmRouting.Contract.Api;
using LlmRouting.Contract.Frames;
using Microsoft.Extensions.Logging;

namespace LlmRouting.Operator.Publishing;

/// <summary>Turns what the caches hold into frames, 100 ms after it changed, and says what became of each object.</summary>
/// <param name="read">The caches as they are now; called only after <see cref="Signal"/>.</param>
/// <param name="gateways">Of the operator's configuration, which may be read anew.</param>
/// <param name="transitions">leaseTransitions of the operator's Lease.</param>
public sealed class SnapshotPublisher(
    Func<PublishInputs> read,
    Func<IReadOnlyList<GatewayDefinition>> gateways,
    Func<int> transitions,
    GatewayPublishers publishers,
    TimeProvider time,
    ILogger<SnapshotPublisher> logger)
{
    /// <summary>Changes within so long of the first one travel together.</summary>
    public static readonly TimeSpan Coalescing = TimeSpan.FromMilliseconds(100);

    private readonly Channel<bool> signal = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Dictionary<string, GatewayCompiler> compilers = new(StringComparer.Ordinal);
    private LastGood remembered = LastGood.Nothing;
    private volatile Verdicts verdicts = Verdicts.None;
    private volatile IReadOnlyList<ApiObject> held = [];
    private volatile bool isReady;
    private long failures;

    /// <summary>Raised with the objects whose verdict is another than before.</summary>
    public event Action<IReadOnlyList<ObjectRef>>? Changed;

    /// <summary>Raised after every pass, with whether frames went out.</summary>
    public event Action<bool>? Published;

    public Verdicts Verdicts => verdicts;

    /// <summary>Whether there was a first pass.</summary>
    public bool IsReady => isReady;

    /// <summary>Older versions that are served in place of faulty objects; for <see cref="HeldVersions"/> to keep. Never Secrets' content beyond memory.</summary>
    public IReadOnlyList<ApiObject> Held => held;

    /// <summary>Compilations that threw and frames that were too long, since the start.</summary>
    public long Failures => Interlocked.Read(ref failures);

    /// <summary>Takes over what was served in place of faulty objects before a restart. Only before the first compilation.</summary>
    public void Restore(IEnumerable<ApiObject> versions) => remembered = LastGood.Of(versions);

    /// <summary>Something changed.</summary>
    public void Signal() => signal.Writer.TryWrite(true);

    /// <summary>Compiles at once, then whenever something changed. To be called when the caches are complete.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        PublishOnce();
        while (await signal.Reader.WaitToReadAsync(cancellation))
        {
            await Task.Delay(Coalescing, time, cancellation);
            signal.Reader.TryRead(out _);
            PublishOnce();
        }
    }

    /// <summary>One pass over all gateways. Not to be called beside <see cref="RunAsync"/>.</summary>
    public void PublishOnce()
    {
        try
        {
            var inputs = read();
            var order = transitions();
            var current = gateways().Select(Compiler).ToList();
            inputs = inputs with { Homeless = [.. inputs.Objects.Policies.Where(policy => !current.Exists(compiler => compiler.Gateway.IsOf(policy)))] };
            Close(current);
            var failed = new List<GatewayDefinition>();
            var sent = current.Count(compiler => Publish(compiler, inputs, order, failed));
            isReady = true;
            Judge(inputs, current, failed);
            Published?.Invoke(sent > 0);
        }
        catch (Exception fault)
        {
            // Without inputs there is nothing to publish; with a listener that fails there still is next time.
            Interlocked.Increment(ref failures);
            logger.PublishFailed(fault);
        }
    }

    private void Judge(PublishInputs inputs, IReadOnlyList<GatewayCompiler> current, IReadOnlyList<GatewayDefinition> failed)
    {
        held = [.. current.SelectMany(compiler => compiler.Last?.Held ?? []).DistinctBy(item => item.Ref)];
        var before = verdicts;
        verdicts = VerdictBuilder.Build(inputs, current, failed, before);
        if (verdicts.DifferFrom(before) is { Count: > 0 } changed) Changed?.Invoke(changed);
    }

    private GatewayCompiler Compiler(GatewayDefinition gateway)
    {
        if (!compilers.TryGetValue(gateway.Name, out var compiler))
            compilers[gateway.Name] = compiler = new GatewayCompiler(gateway.Name, remembered);
        compiler.Gateway = gateway;
        return compiler;
    }

    /// <summary>Gateways that the configuration no longer names.</summary>
    private void Close(IReadOnlyList<GatewayCompiler> current)
    {
        foreach (var name in compilers.Keys.Except(current.Select(compiler => compiler.Gateway.Name)).ToList())
        {
            compilers.Remove(name);
            publishers.Close(name);
        }
    }

    /// <returns>Whether frames went out.</returns>
    private bool Publish(GatewayCompiler compiler, PublishInputs inputs, int order, List<GatewayDefinition> failed)
    {
        var name = compiler.Gateway.Name;
        try
        {
            var publisher = publishers.Of(name);
            // What data planes have is more than we know.
            if (!compiler.Gateway.IsReadable) return false;
            var (sent, refused) = compiler.Publish(inputs, order, publisher);
            Interlocked.Add(ref failures, refused.Count);
            foreach (var why in refused) logger.FrameRefused(name, why);
            if (sent.Count > 0 && publisher.Find(new FrameSlot(FrameKind.Config)) is ConfigFrame config) logger.Published(name, sent.Count, config.Revision, config.Order.ToString());
            return sent.Count > 0;
        }
        catch (Exception fault)
        {
            // One gateway's trouble is not the others'; the next change tries again.
            failed.Add(compiler.Gateway);
            Interlocked.Increment(ref failures);
            logger.CompileFailed(fault, name);
            return false;
        }
    }
}
