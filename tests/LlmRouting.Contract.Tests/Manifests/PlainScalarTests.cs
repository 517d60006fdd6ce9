using LlmRouting.Contract.Manifests;

namespace LlmRouting.Contract.Tests.Manifests;

/// <summary>Each value as a plain label value. What kubectl (1.32) makes something else of than this text must be refused.</summary>
public sealed class PlainScalarTests
{
    [Theory]
    [InlineData("y"), InlineData("Y"), InlineData("n"), InlineData("No"), InlineData("yes"), InlineData("ON"), InlineData("off"), InlineData("oFF")]
    [InlineData("010"), InlineData("-010"), InlineData("08"), InlineData("00"), InlineData("0o10"), InlineData("0O7"), InlineData("0777")]
    [InlineData("0x1F"), InlineData("-0x1f"), InlineData("0b11"), InlineData("1_000"), InlineData("1__0"), InlineData("1_"), InlineData("1_0.5")]
    [InlineData("1:30"), InlineData("190:20:30.15"), InlineData("-1:30")]
    [InlineData(".inf"), InlineData("-.INF"), InlineData("+.Inf"), InlineData(".nan"), InlineData(".NaN")]
    [InlineData("2001-01-01"), InlineData("2001-1-1"), InlineData("2001-01-01T00:00:00Z"), InlineData("2001-01-01 00:00:00")]
    [InlineData("true"), InlineData("False"), InlineData("TRUE")]
    [InlineData("~"), InlineData("null"), InlineData("NULL"), InlineData("")]
    [InlineData("1"), InlineData("+1"), InlineData("-0"), InlineData("1."), InlineData(".5"), InlineData("+.5"), InlineData("0.30"), InlineData("1e3"), InlineData("1E+3")]
    [InlineData("08.5"), InlineData("123456789012345678901234")]
    public void What_kubectl_reads_as_something_else_is_refused(string plain) => Assert.NotEmpty(Problems(plain));

    [Theory]
    [InlineData("tRue"), InlineData("yess"), InlineData("0b2"), InlineData("0x"), InlineData("_1"), InlineData("12e"), InlineData("1.2.3"), InlineData("v1")]
    [InlineData("1h30m"), InlineData("10.0.0.7"), InlineData("1-2"), InlineData("nUll"), InlineData("a:b"), InlineData("e3"), InlineData("0.11.2")]
    public void What_every_reader_takes_for_text_is_text(string plain) => Assert.Empty(Problems(plain));

    [Theory]
    [InlineData("yes"), InlineData("010"), InlineData("1:30"), InlineData("null"), InlineData("2001-01-01"), InlineData("0.30")]
    public void Quotes_make_text_of_anything(string value) => Assert.Empty(Problems($"'{value}'"));

    private static IEnumerable<string> Problems(string value)
    {
        var text = $"apiVersion: llmrouting.dev/v1alpha1\nkind: ModelTier\nmetadata:\n  name: a\n  annotations:\n    note: {value}\n"
            + "spec: {model: {name: a}, vllm: {}}\n";
        return ManifestReader.Read("a.yaml", text).Problems.Select(problem => problem.Message);
    }
}
