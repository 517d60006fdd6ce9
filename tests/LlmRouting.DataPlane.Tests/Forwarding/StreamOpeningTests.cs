using System.Text;
using LlmRouting.DataPlane.Forwarding;
using LlmRouting.DataPlane.Parsing;
using LlmRouting.DataPlane.Tests.Harness;

namespace LlmRouting.DataPlane.Tests.Forwarding;

public sealed class StreamOpeningTests
{
    [Fact]
    public void What_has_been_looked_at_is_not_looked_at_again()
    {
        var bytes = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(": keep-alive\n\n", 100)) + Prompts.Event("one"));
        var opening = new StreamOpening(Dialect.Chat);
        for (var arrived = 1; arrived <= bytes.Length; arrived++)
        {
            opening.Look(bytes.AsSpan(0, arrived));
            Assert.Equal(arrived == bytes.Length, opening.HasChoice);
            // An error event in place of the comments: whoever reads them twice finds it.
            if (arrived % 14 == 0 && arrived <= 1400) "data: {\"error\":1"u8[..14].CopyTo(bytes.AsSpan(arrived - 14));
        }

        Assert.Equal(FailureKind.None, opening.Failure);
    }

    [Theory]
    [InlineData("\n\n{\"choices\":[]}")]
    [InlineData(" <html>")]
    [InlineData("\n: ping\n\ndata: {\n\n")]
    public void What_is_no_stream_is_found_however_it_arrives(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var opening = new StreamOpening(Dialect.Chat);
        for (var arrived = 1; arrived <= bytes.Length; arrived++) opening.Look(bytes.AsSpan(0, arrived));
        Assert.Equal((FailureKind.Unparsable, false), (opening.Failure, opening.HasChoice));
    }
}
