using LlmRouting.Contract.Api;
using LlmRouting.Contract.Compilation;
using LlmRouting.Contract.Frames;
using LlmRouting.Operator.Publishing;
using LlmRouting.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace LlmRouting.Operator.Tests.Publishing;

public sealed class SnapshotPublisherTests
{
    private readonly ManualTime time = new();
    private readonly GatewayPublishers publishers = new();
    private readonly SnapshotPublisher publisher;
    private readonly List<ObjectRef> changed = [];
    private IReadOnlyList<GatewayDefinition> gateways = [new("default")];
    private PublishInputs inputs = Samples.Inputs(10, Samples.Tier("small"), Samples.Policy("p", "small"));
    private int transitions;
    private int reads;

    public SnapshotPublisherTests()
    {
        publisher = new SnapshotPublisher(Read, () => gateways, () => transitions, publishers, time, NullLogger<SnapshotPublisher>.Instance);
        publisher.Changed += objects => changed.AddRange(objects);
    }

    private GatewayPublisher Default => publishers.Find("default")!;

    private ConfigFrame Config => (ConfigFrame)Default.Find(new FrameSlot(FrameKind.Config))!;

    private ReplicasFrame Replicas => (ReplicasFrame)Default.Find(new FrameSlot(FrameKind.Replicas))!;

    [Fact]
    public void A_managed_tier_without_pods_has_endpoints_and_they_are_none()
    {
        publisher.PublishOnce();
        Assert.Empty(((EndpointsFrame)Default.Find(new FrameSlot(FrameKind.Endpoints, "models/small"))!).BaseUrls!);
        Assert.False(publisher.Verdicts.Find(Policy()).HasErrors);
    }

    [Fact]
    public void Every_gateway_is_given_its_own_key_for_request_ids()
    {
        gateways = [new("default"), new("edge")];
        inputs = inputs with { RequestIdKeyOf = System.Text.Encoding.UTF8.GetBytes };
        publisher.PublishOnce();
        Assert.Equal(["default", "edge"], publishers.All.Select(of => System.Text.Encoding.UTF8.GetString(((CredentialsFrame)of.Find(new FrameSlot(FrameKind.Credentials))!).RequestIdKey!)).Order());
    }

    [Fact]
    public void A_policy_whose_gateway_is_not_there_any_more_is_served_on_by_the_one_it_had()
    {
        gateways = [new("default"), new("edge")];
        publisher.PublishOnce();
        var slip = Samples.Policy("p", "small");
        slip = slip with { Spec = slip.Spec with { GatewayRef = new LocalRef { Name = "defalt" } } };
        for (var pass = 11UL; pass < 13; pass++)
        {
            Publish(pass, Samples.Tier("small"), slip);
            Assert.Equal("p", Assert.Single(Config.Policies).Name);
            Assert.Empty(((ConfigFrame)publishers.Find("edge")!.Find(new FrameSlot(FrameKind.Config))!).Policies);
            Assert.True(publisher.Verdicts.Find(Policy()).IsHeld);
        }

        Publish(13, Samples.Tier("small"), slip with { Spec = slip.Spec with { GatewayRef = new LocalRef { Name = "edge" } } });
        Assert.Empty(Config.Policies);
        Assert.False(publisher.Verdicts.Find(Policy()).IsHeld);
    }

    [Fact]
    public void A_verdict_is_of_the_generation_that_was_compiled_and_says_when_that_changed()
    {
        var edited = Samples.Policy("p", "small") with { Metadata = Samples.Policy("p", "small").Metadata with { Generation = 7 } };
        publisher.PublishOnce();
        Assert.False(publisher.Verdicts.Find(Policy()).IsOf(edited));
        changed.Clear();
        Publish(11, Samples.Tier("small"), edited);
        Assert.True(publisher.Verdicts.Find(Policy()).IsOf(edited));
        Assert.Equal(Policy(), Assert.Single(changed));
    }

    [Fact]
    public void A_pods_flip_is_one_frame()
    {
        Publish(11, Samples.Tier("small"), Samples.Policy("p", "small"), Samples.Slice("small", "10.0.0.1"));
        using var reader = Subscribe();
        reader.Take();
        Publish(12, Samples.Tier("small"), Samples.Policy("p", "small"), Samples.Slice("small", "10.0.0.1", "10.0.0.2"));
        var frame = Assert.IsType<EndpointsFrame>(FrameCodec.Decode(Assert.Single(reader.Take()).Span));
        Assert.Equal(["http://10.0.0.1:8000", "http://10.0.0.2:8000"], frame.BaseUrls);
        Assert.Equal(new FrameOrder(0, 12), frame.Order);
    }

    [Fact]
    public void A_deleted_tier_that_a_policy_still_names_leaves_the_policy_its_other_tiers_and_says_so()
    {
        Publish(11, Samples.Tier("small"), Samples.Policy("p", "small"), Samples.Slice("small", "10.0.0.1"));
        Publish(12, Samples.Policy("p", "small"), Samples.Slice("small", "10.0.0.1"));
        Assert.Equal("p", Assert.Single(Config.Policies).Name);
        Assert.False(Assert.Single(Config.Tiers).Managed);
        Assert.Empty(((EndpointsFrame)Default.Find(new FrameSlot(FrameKind.Endpoints, "models/small"))!).BaseUrls!);
        var problem = Assert.Single(publisher.Verdicts.Find(Policy()).Problems);
        Assert.Equal(("spec.tiers[0].tierRef.name", ProblemReasons.RefNotFound), (problem.Path, problem.Reason));
        Assert.Contains(publisher.Held, item => item.Ref.Name == "small");
        Publish(13);
        Assert.Empty(publisher.Held);
    }

    [Theory]
    [InlineData("gone", ProblemReasons.RefNotFound)]
    [InlineData("entry", ProblemReasons.RefNotFound)]
    [InlineData("host", ProblemReasons.CredentialNotAllowed)]
    public void A_credential_that_was_taken_away_takes_out_its_tier_and_nothing_else(string what, string reason)
    {
        ApiObject[] others = [Samples.External("far"), Samples.Tier("small"), Samples.Policy("p", "far"), Samples.Policy("q", "small", "other")];
        Publish(11, [.. others, Samples.Credential()]);
        Assert.Equal(["https://api.example.com"], Far.BaseUrls);
        using var reader = Subscribe();
        reader.Take();
        var taken = Samples.Inputs(11, [.. others, .. Taken(what)]);
        inputs = taken with { Versions = taken.Versions with { Secrets = 12 } };
        publisher.PublishOnce();
        Assert.Contains(reader.Take().Select(line => FrameCodec.Decode(line.Span)), frame => frame is EndpointsFrame { Tier: "models/far", BaseUrls.Count: 0 });
        Assert.Empty(((CredentialsFrame)Default.Find(new FrameSlot(FrameKind.Credentials))!).Credentials);
        Assert.Equal(["p", "q"], Config.Policies.Select(policy => policy.Name));
        Assert.Equal(reason, Assert.Single(publisher.Verdicts.Find(new ObjectRef(nameof(ModelTier), "models", "far")).Problems).Reason);
        var said = Assert.Single(publisher.Verdicts.Find(Policy()).Problems);
        Assert.Equal((ProblemReasons.RefNotUsable, "ModelTier far has problems of its own: its requests go to the fallbacks, or get a 503 where there are none"), (said.Reason, said.Message));
        Assert.False(publisher.Verdicts.Find(new ObjectRef(nameof(RoutingPolicy), "models", "q")).HasErrors);

        Publish(13, [.. others, Samples.Credential()]);
        Assert.Equal(["https://api.example.com"], Far.BaseUrls);
        Assert.Empty(publisher.Verdicts.Find(Policy()).Problems);
    }

    private EndpointsFrame Far => (EndpointsFrame)Default.Find(new FrameSlot(FrameKind.Endpoints, "models/far"))!;

    private static ApiObject[] Taken(string what) => what switch
    {
        "gone" => [],
        "entry" => [Samples.Credential(entry: "other")],
        _ => [Samples.Credential(hosts: "elsewhere.example.com")],
    };

    [Fact]
    public void How_many_data_planes_there_are_is_what_the_leader_wrote_and_another_number_is_one_frame()
    {
        publisher.PublishOnce();
        Assert.Equal(1, Replicas.Ready);
        using var reader = Subscribe();
        reader.Take();
        Publish(11, Samples.Tier("small"), Counted("p", 3), Counted("q", 2));
        var frames = reader.Take().Select(line => FrameCodec.Decode(line.Span)!).ToList();
        Assert.Equal(3, frames.OfType<ReplicasFrame>().Single().Ready);
        Publish(12, Samples.Tier("small"), Counted("p", 4), Counted("q", 2));
        Assert.Equal((4, new FrameOrder(0, 12)), (Assert.IsType<ReplicasFrame>(FrameCodec.Decode(Assert.Single(reader.Take()).Span)).Ready, Replicas.Order));

    }

    [Fact]
    public void Data_planes_are_counted_by_the_policies_that_a_gateway_serves_also_while_a_slip_in_their_gatewayRef_is_held()
    {
        var policy = Counted("p", 5);
        Publish(11, Samples.Tier("small"), policy);
        Publish(12, Samples.Tier("small"), policy with { Spec = policy.Spec with { GatewayRef = new LocalRef { Name = "defalt" } } });
        Assert.Equal(("p", 5), (Assert.Single(Config.Policies).Name, Replicas.Ready));
    }

    [Fact]
    public void A_count_that_nobody_writes_any_more_holds_only_where_there_is_no_other()
    {
        var going = Counted("p", 10) with { Metadata = Counted("p", 10).Metadata with { DeletionTimestamp = time.GetUtcNow() } };
        var refused = Counted("r", 9) with { Metadata = Counted("r", 9).Metadata with { Namespace = "refused" } };
        var small = Samples.Tier("small") with { Metadata = Samples.Tier("small").Metadata with { Namespace = "refused" } };
        Publish(11, Samples.Tier("small"), small, going, refused, Counted("q", 2));
        inputs = inputs with { Refusing = new HashSet<string> { "refused" } };
        publisher.PublishOnce();
        Assert.Equal(2, Replicas.Ready);
        Publish(12, Samples.Tier("small"), going);
        Assert.Equal(10, Replicas.Ready);
        inputs = Samples.Inputs(13, Samples.Tier("small")) with { Unreadable = [new UnreadableObject(Policy(), "uid-of-p", "unknown word")] };
        publisher.PublishOnce();
        Assert.Equal(10, Replicas.Ready);
    }

    private static RoutingPolicy Counted(string name, int ready) => Samples.Policy(name, "small", name) with { Status = new RoutingPolicyStatus { Gateways = new GatewayCounts { Ready = ready } } };

    [Fact]
    public void Deleting_the_newest_object_does_not_lower_an_order()
    {
        Publish(20, Samples.Tier("small"), Samples.Policy("p", "small"), Samples.Policy("q", "small", "other"));
        Publish(21, Samples.Tier("small"), Samples.Policy("p", "small"));
        Assert.Equal(new FrameOrder(0, 21), Config.Order);
        Assert.Single(Config.Policies);
    }

    [Fact]
    public void What_a_reader_refused_because_it_had_heard_of_a_later_term_it_gets_once_we_have_heard_of_it()
    {
        transitions = 5;
        publisher.PublishOnce();
        using var reader = Subscribe();
        var composer = new FrameComposer("default");
        // From another replica, which leads by now.
        foreach (var line in reader.Take())
        {
            var frame = FrameCodec.Decode(line.Span)!;
            composer = composer.Take(frame is HelloFrame ? frame : frame with { Order = new FrameOrder(6, 10) }, out _);
        }

        Publish(11, Samples.Tier("small"), Samples.Policy("p", "small", "renamed"));
        Assert.All(Take(), verdict => Assert.Equal(FrameVerdict.Stale, verdict));
        transitions = 6;
        publisher.PublishOnce();
        Assert.All(Take(), verdict => Assert.Equal(FrameVerdict.Taken, verdict));
        Assert.Equal(["renamed"], composer.Config!.Policies.Single().Models);
        publisher.PublishOnce();
        Assert.Empty(reader.Take());

        List<FrameVerdict> Take() => [.. reader.Take().Select(line =>
        {
            composer = composer.Take(FrameCodec.Decode(line.Span)!, out var verdict);
            return verdict;
        })];
    }

    [Fact]
    public async Task A_burst_of_changes_is_one_compilation_after_100_ms()
    {
        using var stop = new CancellationTokenSource();
        var running = publisher.RunAsync(stop.Token);
        Assert.Equal(1, reads);
        var published = new TaskCompletionSource();
        publisher.Changed += _ => published.TrySetResult();
        inputs = Samples.Inputs(11, Samples.Tier("small"), Samples.Policy("p", "small", "renamed"));
        for (var i = 0; i < 50; i++) publisher.Signal();
        while (!published.Task.IsCompleted)
        {
            time.Advance(SnapshotPublisher.Coalescing / 4);
            await Task.Yield();
        }

        Assert.InRange(reads, 2, 3);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    [Fact]
    public void Only_objects_whose_verdict_is_another_are_named()
    {
        publisher.PublishOnce();
        changed.Clear();
        publisher.PublishOnce();
        Assert.Empty(changed);
        Publish(11, Samples.Tier("small", Samples.Broken, generation: 2), Samples.Policy("p", "small"));
        Assert.Equal(["ModelTier/models/small"], changed.Select(at => at.ToString()));
        var verdict = publisher.Verdicts.Find(changed.Single());
        Assert.True(verdict is { IsHeld: true, HeldGeneration: 1, HasErrors: true });
    }

    [Fact]
    public void Another_policys_change_is_no_change_of_this_policys_revision()
    {
        publisher.PublishOnce();
        var before = publisher.Verdicts.Find(Policy()).Serving!;
        Publish(15, Samples.Tier("small"), Samples.Policy("p", "small"), Samples.Policy("q", "small", "other"));
        var after = publisher.Verdicts.Find(Policy()).Serving!;
        Assert.Equal(before.Revision, after.Revision);
        Assert.Equal(before.Since, after.Since);
        Assert.NotEqual(before.ConfigRevision, after.ConfigRevision);
        Assert.Equal(new FrameOrder(0, 15), publisher.Verdicts.Find(Policy("q")).Serving!.Since);
    }

    [Fact]
    public void A_compilation_that_throws_keeps_what_was_there()
    {
        publisher.PublishOnce();
        var before = Config;
        inputs = inputs with { Objects = inputs.Objects with { Secrets = [null!] } };
        publisher.PublishOnce();
        Assert.Equal(1, publisher.Failures);
        Assert.Same(before, Config);
        Assert.NotNull(publisher.Verdicts.Find(Policy()).Serving);
    }

    [Fact]
    public void Each_gateway_gets_its_own_and_a_tier_is_unused_only_where_nobody_uses_it()
    {
        gateways = [new("default"), new("edge")];
        publisher.PublishOnce();
        Assert.Empty(((ConfigFrame)publishers.Find("edge")!.Find(new FrameSlot(FrameKind.Config))!).Policies);
        Assert.Empty(publisher.Verdicts.Find(new ObjectRef(nameof(ModelTier), "models", "small")).Problems);
        Assert.Empty(publisher.Verdicts.Find(Policy()).Problems);
    }

    [Fact]
    public async Task A_gateway_that_is_no_longer_configured_ends_its_streams()
    {
        publisher.PublishOnce();
        using var reader = Subscribe();
        gateways = [];
        publisher.PublishOnce();
        Assert.True(await reader.WaitAsync(default));
        Assert.False(await reader.WaitAsync(default));
        Assert.Null(publishers.Find("default"));
    }

    private static ObjectRef Policy(string name = "p") => new(nameof(RoutingPolicy), "models", name);

    private FrameSubscription Subscribe() => Default.Subscribe(Samples.Peer(), new HelloFrame { Gateway = "default" });

    private PublishInputs Read()
    {
        reads++;
        return inputs;
    }

    private void Publish(ulong version, params ApiObject[] objects)
    {
        inputs = Samples.Inputs(version, objects);
        publisher.PublishOnce();
    }
}
