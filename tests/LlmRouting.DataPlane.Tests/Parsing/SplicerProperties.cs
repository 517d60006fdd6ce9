using System.Buffers;
using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using LlmRouting.DataPlane.Parsing;

namespace LlmRouting.DataPlane.Tests.Parsing;

public class SplicerProperties
{
    private static readonly string[] Ours = ["model", "temperature", "max_tokens", "max_output_tokens", "stream_options"];

    [Fact]
    public void What_is_not_ours_leaves_byte_identical() => ForAllBodies(body =>
    {
        Assert.Equal(body.After, Splice(body.Dialect, body.Before, body.Splices));
    });

    [Fact]
    public void The_result_is_the_same_document_apart_from_our_members() => ForAllBodies(body =>
    {
        var before = Foreign(body.Before);
        var after = Foreign(Splice(body.Dialect, body.Before, body.Splices));
        Assert.Equal(before.Select(p => p.Name), after.Select(p => p.Name));
        Assert.All(before.Zip(after), pair => Assert.True(JsonElement.DeepEquals(pair.First.Value, pair.Second.Value)));
    });

    [Fact]
    public void A_second_splice_changes_nothing() => ForAllBodies(body =>
    {
        var once = Splice(body.Dialect, body.Before, body.Splices);
        Assert.Equal(once, Splice(body.Dialect, once, body.Splices));
    });

    [Fact]
    public void Nothing_asked_nothing_changed() => ForAllBodies(body => Assert.Equal(body.Before, Splice(body.Dialect, body.Before, default)));

    private static JsonProperty[] Foreign(string json) => [.. JsonDocument.Parse(json).RootElement.EnumerateObject().Where(p => !Ours.Contains(p.Name))];

    private static string Splice(Dialect dialect, string body, in Splices splices)
    {
        var output = new ArrayBufferWriter<byte>();
        BodySplicer.Splice(Read.Good(dialect, body), splices, output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    private static void ForAllBodies(Action<RandomBody> holds) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed => holds(new RandomBody(seed))));
}
