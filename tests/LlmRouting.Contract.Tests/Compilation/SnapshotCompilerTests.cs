using FsCheck;
using FsCheck.Fluent;
using LlmRouting.Contract.Api;
using LlmRouting.Contract.Compilation;
using LlmRouting.Contract.Manifests;
using LlmRouting.Contract.Snapshot;

namespace LlmRouting.Contract.Tests.Compilation;

public sealed class SnapshotCompilerTests
{
    private static readonly CompileOptions Options = new() { AllowInsecureUpstreams = true };

    /// <summary>All golden cases whose objects can be read in full.</summary>
    public static TheoryData<string> Readable() =>
        [.. Directory.GetDirectories(RepositoryPaths.Golden).Where(path => Objects(path).Count > 1).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Readable))]
    public void Order_of_objects_changes_nothing(string name)
    {
        var objects = Objects(Path.Combine(RepositoryPaths.Golden, name));
        var expected = Compile(objects);
        Prop.ForAll(Arb.From(Gen.Shuffle(objects.ToArray())), shuffled => Compile(shuffled) == expected).QuickCheckThrowOnFailure();
    }

    [Theory]
    [MemberData(nameof(Readable))]
    public void Canonical_json_survives_reading(string name)
    {
        var json = CanonicalJson.Write(SnapshotCompiler.Compile(ManifestObjects.Of(Objects(Path.Combine(RepositoryPaths.Golden, name))), Options).Snapshot);
        Assert.Equal(json, CanonicalJson.Write(CanonicalJson.Read(json)));
        Assert.DoesNotContain("null", json);
    }

    [Fact]
    public void Revision_is_12_hex_digits_of_the_rest()
    {
        var snapshot = CanonicalJson.Stamp(new RoutingSnapshot { Gateway = "default" });
        Assert.Matches("^[0-9a-f]{12}$", snapshot.Revision);
        Assert.Equal(snapshot.Revision, CanonicalJson.Stamp(snapshot).Revision);
        Assert.NotEqual(snapshot.Revision, CanonicalJson.Stamp(snapshot with { Gateway = "edge" }).Revision);
    }

    [Fact]
    public void Credentials_are_in_the_snapshot_and_never_in_its_text()
    {
        var result = ManifestCompiler.CompileFolder(Path.Combine(RepositoryPaths.Golden, "external-tiers"), Options);
        var credential = Assert.Single(result.Snapshot.Credentials);
        Assert.Equal(("default/large", "sk-not-in-the-snapshot"), (credential.Tier, credential.ApiKey));
        Assert.Equal(["api.example.com", "eu.api.example.com"], credential.Hosts);
        Assert.DoesNotContain("sk-not", CanonicalJson.Write(result.Snapshot) + result.Snapshot + credential);
    }

    [Theory]
    [InlineData("vllm-key", "sk-vllm")]
    [InlineData("upstream-credential", null)]
    public void A_vllm_tier_takes_the_key_that_was_made_for_it_and_no_other(string role, string? key)
    {
        var objects = Objects(Path.Combine(RepositoryPaths.Golden, "minimal-defaults"));
        var tier = objects.OfType<ModelTier>().First(item => item.Spec.Vllm is not null);
        var secret = new Secret
        {
            ApiVersion = "v1", Kind = nameof(Secret), StringData = new Dictionary<string, string> { ["key"] = "sk-vllm" },
            Metadata = new ObjectMeta
            {
                Name = ApiNames.VllmKeyOf(tier.Ref.Name), Namespace = tier.Ref.Namespace,
                Labels = new Dictionary<string, string> { [ApiNames.SecretLabel] = role },
                Annotations = new Dictionary<string, string> { [ApiNames.HostsAnnotation] = "example.com" },
            },
        };
        var result = SnapshotCompiler.Compile(ManifestObjects.Of([.. objects, secret]), Options);
        Assert.Equal(key, result.Snapshot.Credentials.SingleOrDefault(credential => credential.Tier == tier.Ref.Key)?.ApiKey);
    }

    [Theory]
    [InlineData(0, false, TierAbsence.Asleep)]
    [InlineData(1, false, TierAbsence.Down)]
    [InlineData(null, false, TierAbsence.Down)]
    [InlineData(0, true, TierAbsence.Deleted)]
    [InlineData(null, true, TierAbsence.Deleted)]
    public void Only_a_tier_that_may_sleep_is_asleep_when_it_has_no_server(int? minReplicas, bool isDeleted, TierAbsence absence)
    {
        var objects = Objects(Path.Combine(RepositoryPaths.Golden, "minimal-defaults"));
        var tier = objects.OfType<ModelTier>().First(item => item.Spec.Vllm is not null);
        var changed = tier with
        {
            Metadata = tier.Metadata with { DeletionTimestamp = isDeleted ? DateTimeOffset.UnixEpoch : null },
            Spec = tier.Spec with { Replicas = null, Autoscaling = minReplicas is null ? null : new AutoscalingSpec { MinReplicas = minReplicas, MaxReplicas = 4 } },
        };
        var result = SnapshotCompiler.Compile(ManifestObjects.Of([.. objects.Where(item => item != tier), changed]), Options);
        Assert.Equal(absence, result.Snapshot.Tiers.Single(item => item.Key == tier.Ref.Key).Absence);
    }

    [Fact]
    public void Equal_prices_are_equal_bytes()
    {
        var tier = new TierSnapshot { Namespace = "a", Name = "a", Uid = "a", Model = "a", CostPerHour = 0.30m };
        string Json(decimal cost) => CanonicalJson.Write(new RoutingSnapshot { Gateway = "g", Tiers = [tier with { CostPerHour = cost }] });
        Assert.Equal(Json(0.3m), Json(0.300m));
        Assert.Contains("\"costPerHour\":12", Json(12.00m));
    }

    [Fact]
    public void Http_upstream_needs_the_option_even_on_a_private_network()
    {
        var objects = ManifestObjects.Of(Objects(Path.Combine(RepositoryPaths.Golden, "external-tiers")));
        var problem = SnapshotCompiler.Compile(objects, new CompileOptions()).Problems[0];
        Assert.Equal(("must be https", ProblemReasons.InsecureUpstream), (problem.Message, problem.Reason));
    }

    [Fact]
    public void A_key_whose_limit_class_nobody_knows_is_told_on_the_policy_too_since_a_secret_has_no_conditions()
    {
        var compiled = SnapshotCompiler.Compile(ManifestObjects.Of(Objects(Path.Combine(RepositoryPaths.Golden, "limit-classes"))), Options);
        Assert.Equal(
            ["default", "default", "other"],
            compiled.Problems.Where(problem => problem.Object.Kind == nameof(RoutingPolicy) && problem.Message.Contains("for class ", StringComparison.Ordinal)).Select(problem => problem.Object.Name));
    }

    [Fact]
    public void A_copy_of_what_kubectl_printed_is_an_object_of_its_own_with_limits_of_its_own()
    {
        var tier = File.ReadAllText(Path.Combine(RepositoryPaths.Golden, "kubectl-get-output", "tier.yaml"));
        string Policy(string name) => $$$"""
            ---
            apiVersion: llmrouting.dev/v1alpha1
            kind: RoutingPolicy
            metadata: {name: {{{name}}}, uid: 0b0f9c1e-0000-4000-8000-000000000002}
            spec: {models: [{{{name}}}], tiers: [{name: weak, tierRef: {name: small}}], routes: [{tier: weak}]}

            """;
        var compiled = ManifestCompiler.Compile(ManifestReader.Read("all.yaml", tier + Policy("default") + Policy("premium")), Options, ".");
        Assert.Empty(compiled.Problems);
        Assert.Equal(2, compiled.Snapshot.Policies.Select(policy => policy.Uid).Distinct().Count());
    }

    [Fact]
    public void Namespaces_that_are_not_served_are_not_looked_at()
    {
        var objects = ManifestObjects.Of(Objects(Path.Combine(RepositoryPaths.Golden, "dangling-references")));
        var result = SnapshotCompiler.Compile(objects, Options with { Namespaces = new HashSet<string> { "team-b" } });
        Assert.Empty(result.Problems);
        Assert.Empty(result.Snapshot.Policies);
    }

    private static List<Api.ApiObject> Objects(string folder)
    {
        var set = ManifestFolder.Read(folder);
        return set.Objects.Any(item => item.Broken) ? [] : [.. set.Objects.Select(item => item.Object)];
    }

    private static string Compile(IReadOnlyCollection<Api.ApiObject> objects)
    {
        var result = SnapshotCompiler.Compile(ManifestObjects.Of(objects), Options);
        return CanonicalJson.Write(result.Snapshot) + string.Join('\n', result.Problems);
    }
}
