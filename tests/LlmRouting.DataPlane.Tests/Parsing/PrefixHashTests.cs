using System.Text;
using LlmRouting.DataPlane.Parsing;

namespace LlmRouting.DataPlane.Tests.Parsing;

public class PrefixHashTests
{
    [Theory]
    [InlineData("", 0xEF46DB3751D8E999)]
    [InlineData("a", 0xD24EC4F1A98C6E5B)]
    [InlineData("abc", 0x44BC2CF5AD770999)]
    [InlineData("Nobody inspects the spammish repetition", 0xFBCEA83C8A378BF1)]
    public void The_hash_is_XXH64(string text, ulong expected) => Assert.Equal(expected, XxHash64.Hash(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void Later_turns_and_options_do_not_change_the_prefix()
    {
        const string Start = """[{"role":"system","content":"You are kind"},{"role":"user","content":"안녕"}""";
        var first = Read.Chat(Start + "]").PrefixHash(1024);
        Assert.Equal(first, Read.Chat(Start + """,{"role":"assistant","content":"hi"},{"role":"user","content":"more"}]""", ",\"temperature\":1").PrefixHash(1024));
        Assert.NotEqual(first, Read.Chat(Start + "]", ",\"tools\":[{\"type\":\"function\"}]").PrefixHash(1024));
        Assert.NotEqual(first, Read.Chat(Start.Replace("kind", "rude") + "]").PrefixHash(1024));
    }

    [Fact]
    public void Only_the_first_bytes_count()
    {
        var one = Read.Chat(Read.User(new string('x', 100) + "one"));
        var two = Read.Chat(Read.User(new string('x', 100) + "two"));
        Assert.Equal(one.PrefixHash(100), two.PrefixHash(100));
        Assert.NotEqual(one.PrefixHash(110), two.PrefixHash(110));
        Assert.Equal(one.PrefixHash(0), two.PrefixHash(0));
    }

    [Fact]
    public void Token_ids_are_a_prefix_too() =>
        Assert.NotEqual(Read.Good(Dialect.Completions, """{"model":"m","prompt":[1,2]}""").PrefixHash(64), Read.Good(Dialect.Completions, """{"model":"m","prompt":[1,3]}""").PrefixHash(64));
}
