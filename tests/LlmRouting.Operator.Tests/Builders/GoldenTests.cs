using LlmRouting.Operator.Configuration;

namespace LlmRouting.Operator.Tests.Builders;

/// <summary>A folder a case: tier.yaml, where needed config.yaml, and expected.json. UPDATE_GOLDEN=1 writes the latter.</summary>
public sealed class GoldenTests
{
    private const string Commit = "9c925d64d72725edaf899c6cb9c377fd0709d9c5";

    public static TheoryData<string> Cases() => new(Directory.GetDirectories(TierCase.Folder()).Select(Path.GetFileName).Order(StringComparer.Ordinal)!);

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_tier_becomes_exactly_these_objects(string name)
    {
        var folder = Path.Combine(TierCase.Folder(), name);
        var tier = TierCase.Read(File.ReadAllText(Path.Combine(folder, "tier.yaml")));
        var actual = TierCase.Text(TierCase.Build(tier, Configuration(folder), revision: tier.Spec.Model.Revision is null ? null : Commit));
        var file = Path.Combine(folder, "expected.json");
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1") File.WriteAllText(file, actual);
        Assert.Equal(File.ReadAllText(file), actual);
    }

    private static OperatorConfiguration? Configuration(string folder)
    {
        var file = Path.Combine(folder, "config.yaml");
        if (!File.Exists(file)) return null;
        var reading = OperatorConfigurationReader.Read("config.yaml", File.ReadAllText(file));
        Assert.Empty(reading.Problems);
        return reading.Value;
    }
}
