using LlmRouting.Contract.Api;
using LlmRouting.Contract.Compilation;
using LlmRouting.Contract.Frames;
using LlmRouting.Contract.Snapshot;
using LlmRouting.Operator.Publishing;
using LlmRouting.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace LlmRouting.Operator.Tests.Publishing;

/// <summary>All namespaces of a gateway share its frames; what one of them asks for is not taken from the others.</summary>
public sealed class FrameBudgetTests
{
    private readonly GatewayPublishers publishers = new();
    private readonly SnapshotPublisher publisher;
    private PublishInputs inputs = Samples.Inputs(1);
    private ulong version;

    public FrameBudgetTests() =>
        publisher = new SnapshotPublisher(() => inputs, () => [new("default")], () => 0, publishers, new ManualTime(), NullLogger<SnapshotPublisher>.Instance);

    [Theory]
    [InlineData(12, 1_400_000)]
    [InlineData(30, 900_000)]
    public void A_namespace_with_huge_policies_stops_neither_a_revocation_nor_an_endpoint_of_another(int policies, int bytes)
    {
        Publish([.. Good(), Samples.Slice("small", "10.0.0.1"), Key("models")]);
        var huge = Enumerable.Range(0, policies).Select(i => Huge($"p{i}", bytes)).ToList();
        Publish([.. Good(), Samples.Slice("small", "10.0.0.2"), In("evil", Samples.Tier("small")), .. huge]);
        Assert.Equal(["http://10.0.0.2:8000"], Find<EndpointsFrame>("models/small").BaseUrls);
        Assert.Empty(Find<KeysFrame>().Keys);
        Assert.Equal(0, publisher.Failures);
        Assert.False(publisher.Verdicts.Find(new ObjectRef(nameof(RoutingPolicy), "models", "p")).HasErrors);
        var refused = huge.Where(policy => publisher.Verdicts.Find(policy.Ref).HasErrors).ToList();
        Assert.NotEmpty(refused);
        Assert.Equal(["TooLarge"], refused.SelectMany(policy => publisher.Verdicts.Find(policy.Ref).Problems, (_, problem) => problem.Reason).Distinct());
        Assert.Contains(Find<ConfigFrame>().Policies, policy => policy.Key == "models/p");
    }

    [Fact]
    public void The_oldest_policies_of_a_namespace_stay()
    {
        var policies = Enumerable.Range(0, 30).Select(i => Huge($"p{i:00}", 900_000, age: i)).ToList();
        Publish([.. Good(), In("evil", Samples.Tier("small")), .. policies]);
        var served = Find<ConfigFrame>().Policies.Where(policy => policy.Namespace == "evil").Select(policy => policy.Name).ToList();
        Assert.NotEmpty(served);
        Assert.Equal(policies.TakeLast(served.Count).Select(policy => policy.Metadata.Name), served);
    }

    [Fact]
    public void Keys_beyond_a_namespaces_share_are_left_out_and_the_others_stay()
    {
        var names = string.Join(',', Enumerable.Range(0, 64).Select(i => $"a-policy-with-a-name-{i}-{new string('x', 36)}"));
        var keys = Enumerable.Range(0, 4500).Select(i => Key("evil", $"k{i}", names)).ToList();
        Publish([.. Good(), Key("models"), In("evil", Samples.Tier("small")), In("evil", Samples.Policy("q", "small", "other")), .. keys]);
        Assert.Contains(Find<KeysFrame>().Keys, key => key.Namespace == "models");
        Assert.True(Find<KeysFrame>().Keys.Count < 4501);
        Assert.Equal(0, publisher.Failures);
    }

    private static IReadOnlyList<ApiObject> Good() => [Samples.Tier("small"), Samples.Policy("p", "small")];

    private static Secret Key(string @namespace, string id = "k", string? policies = null) => In(@namespace, new Secret
    {
        ApiVersion = "v1",
        Kind = nameof(Secret),
        Metadata = new ObjectMeta { Name = "key-" + id, Uid = id, Labels = new Dictionary<string, string> { [ApiNames.SecretLabel] = ApiNames.ApiKeySecret } },
        StringData = new Dictionary<string, string> { ["id"] = $"{@namespace}-{id}", ["sha256"] = new string('a', 64), ["policies"] = policies ?? "p" },
    });

    /// <summary>As many words of 100 characters as make so many bytes.</summary>
    private static RoutingPolicy Huge(string name, int bytes, int age = 0)
    {
        var policy = In("evil", Samples.Policy(name, "small", name));
        var words = Enumerable.Range(0, bytes / 103).Select(i => $"{i:D100}").Chunk(256);
        var rules = words.Select((any, i) => new KeywordRuleSpec { Name = $"r{i}", Label = "complex", Any = any, Match = KeywordMatch.Substring }).Chunk(64);
        return policy with
        {
            Metadata = policy.Metadata with { CreationTimestamp = policy.Metadata.CreationTimestamp!.Value.AddDays(-age) },
            Spec = policy.Spec with { Classifiers = [.. rules.Select((keywords, i) => new ClassifierSpec { Name = $"c{i}", Heuristic = new HeuristicSpec { Keywords = keywords } })] },
        };
    }

    private static T In<T>(string @namespace, T item)
        where T : ApiObject => item with { Metadata = item.Metadata with { Namespace = @namespace } };

    private T Find<T>(string? tier = null)
        where T : Frame => publishers.Find("default")!.Find(new FrameSlot(Enum.Parse<FrameKind>(typeof(T).Name[..^"Frame".Length]), tier)) as T ?? throw new InvalidOperationException($"no {typeof(T).Name}");

    private void Publish(ApiObject[] objects)
    {
        inputs = Samples.Inputs(++version, objects);
        publisher.PublishOnce();
    }
}
