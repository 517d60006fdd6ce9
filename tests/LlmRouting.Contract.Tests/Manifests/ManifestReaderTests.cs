using FsCheck;
using FsCheck.Fluent;
using LlmRouting.Contract.Compilation;
using LlmRouting.Contract.Manifests;

namespace LlmRouting.Contract.Tests.Manifests;

public sealed class ManifestReaderTests
{
    [Fact]
    public void Problem_names_file_line_object_path_and_sentence()
    {
        const string text = "apiVersion: llmrouting.dev/v1alpha1\nkind: ModelTier\nmetadata: {name: small}\nspec:\n  model: {name: a}\n  vllm: {}\n  costPerHour: 0.30\n";
        var problem = Assert.Single(ManifestReader.Read("tiers.yaml", text).Problems);
        Assert.Equal("tiers.yaml:7: ModelTier/small spec.costPerHour: must be a string: quote it, \"0.30\"", problem.ToString());
        Assert.Equal(16, problem.Column);
    }

    [Theory]
    [InlineData("300", "must be a duration with its unit, \"300s\"")]
    [InlineData("\"300\"", "must be a duration with its unit, \"300s\"")]
    [InlineData("0.5", "must be a duration with its unit, \"0.5s\"")]
    [InlineData("-1", "must be a duration such as \"250ms\", \"30s\" or \"1h30m\"")]
    [InlineData("1h30", "must be a duration such as \"250ms\", \"30s\" or \"1h30m\"")]
    public void A_number_where_a_duration_goes_is_told_its_unit_at_once(string written, string advice)
    {
        var text = $"apiVersion: llmrouting.dev/v1alpha1\nkind: ModelTier\nmetadata: {{name: small}}\nspec:\n  model: {{name: a}}\n  vllm: {{}}\n  timeouts: {{total: {written}}}\n";
        var problems = ManifestCompiler.Compile(ManifestReader.Read("tiers.yaml", text), new CompileOptions(), ".").Problems;
        Assert.Equal(advice, Assert.Single(problems, problem => problem.Path == "spec.timeouts.total").Message);
    }

    [Fact]
    public void Document_over_1_MiB_is_refused_and_the_next_one_read()
    {
        var text = $"note: \"{new string('x', 1 << 20)}\"\n---\napiVersion: v1\nkind: ConfigMap\n";
        var messages = ManifestReader.Read("a.yaml", text).Problems.Select(problem => problem.Message);
        Assert.Equal(["a document longer than 1 MiB", "ConfigMap (v1) is not one of our kinds: skipped"], messages);
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{a: ")]
    [InlineData("- ")]
    [InlineData("? ")]
    [InlineData("&a ")]
    [InlineData("a:\n ")]
    public void Repeated_indicators_end_in_a_problem_and_not_in_a_crash(string part)
    {
        var text = string.Concat(Enumerable.Repeat(part, 200_000 / part.Length));
        Assert.NotEmpty(ManifestReader.Read("a.yaml", text).Problems);
    }

    /// <summary>What the YAML parser takes and kubectl (1.32) refuses or reads as another value.</summary>
    [Theory]
    [InlineData("\ta: 1")]
    [InlineData("-\ta")]
    [InlineData("{a:, b: 1}")]
    [InlineData("[1, |3]")]
    [InlineData("[1? , 2]")]
    [InlineData("{a: ::b}")]
    [InlineData("{a: b, : c}")]
    [InlineData("a\u0007")]
    [InlineData("a\u2028b")]
    [InlineData("a\rb: c")]
    public void What_the_parser_lets_pass_and_kubectl_does_not_is_refused(string spec)
    {
        var text = $"apiVersion: llmrouting.dev/v1alpha1\nkind: ModelTier\nmetadata: {{name: a}}\nspec:\n  {spec}\n";
        Assert.Contains(ManifestReader.Read("a.yaml", text.Replace("  \t", "\t")).Problems, problem => problem.Object is null || problem.Message.StartsWith("a key must", StringComparison.Ordinal));
    }

    [Fact]
    public void Any_text_ends_in_objects_and_problems_never_in_an_exception()
    {
        string[] parts = ["a", ": ", "\n", "  ", "- ", "[", "]", "{", "}", "'", "\"", "&a ", "*a", "!!str ", "|\n", "#", "---\n", "...\n", "%", "\t", "<<: ", "null", "\\", "é", "\0",
            "apiVersion: llmrouting.dev/v1alpha1\n", "kind: ModelTier\n", "metadata: {name: a}\n", "spec:\n", "kind: List\n", "items:\n"];
        var texts = Gen.Elements(parts).ListOf().Select(items => string.Concat(items));
        Prop.ForAll(Arb.From(texts), text =>
        {
            ManifestReader.Read("a.yaml", text);
            ManifestReader.Read("a.json", text);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
    }
}
