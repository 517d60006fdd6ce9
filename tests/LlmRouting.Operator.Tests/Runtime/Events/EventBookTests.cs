using LlmRouting.Operator.Kubernetes;
using LlmRouting.Operator.Runtime.Events;

namespace LlmRouting.Operator.Tests.Runtime.Events;

public sealed class EventBookTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly EventBook book = new();

    [Fact]
    public void The_first_is_an_Event_and_the_second_is_its_series_with_count_2()
    {
        var first = book.Next(Fact(), Start)!;
        var second = book.Next(Fact(), Start.AddSeconds(1))!;
        Assert.Null(first.Series);
        Assert.Equal((first.Name, 2, Start.AddSeconds(1)), (second.Name, second.Series!.Count, second.Series.LastObservedTime));
    }

    [Fact]
    public void A_new_resourceVersion_of_the_object_does_not_end_a_series_and_another_note_does()
    {
        book.Next(Fact(), Start);
        Assert.Equal(2, book.Next(Fact(version: "9"), Start)!.Series!.Count);
        Assert.Null(book.Next(Fact(note: "else"), Start)!.Series);
    }

    [Fact]
    public void After_6_minutes_of_silence_it_is_a_new_Event()
    {
        var first = book.Next(Fact(), Start)!;
        Assert.NotNull(book.Next(Fact(), Start.AddMinutes(5.9))!.Series);
        var later = book.Next(Fact(), Start.AddMinutes(11.9))!;
        Assert.Null(later.Series);
        Assert.NotEqual(first.Name, later.Name);
    }

    [Fact]
    public void One_object_gets_25_writes_and_one_more_every_5_minutes_and_repeats_are_counted_all_the_same()
    {
        Assert.Equal(25, Enumerable.Range(0, 100).Count(_ => book.Next(Fact(), Start) is not null));
        Assert.NotNull(book.Next(Fact(name: "other"), Start));
        Assert.Equal(101, book.Next(Fact(), Start.AddMinutes(5))!.Series!.Count);
        Assert.Null(book.Next(Fact(), Start.AddMinutes(5)));
    }

    [Fact]
    public void A_clock_that_is_set_back_suppresses_nothing()
    {
        Assert.NotNull(book.Next(Fact(), Start));
        var first = book.Next(Fact(), Start.AddDays(-1))!;
        Assert.Null(first.Series);
        Assert.NotNull(book.Next(Fact(), Start.AddDays(-1))!.Series);
    }

    [Fact]
    public void Names_differ_even_at_one_moment_and_stay_within_the_limit()
    {
        var writes = Enumerable.Range(0, 20).Select(i => book.Next(Fact(note: $"{i}", name: new string('a', 253)), Start)!.Name).ToList();
        Assert.Equal(20, writes.Distinct().Count());
        Assert.All(writes, n => Assert.True(n.Length <= 253));
    }

    [Fact]
    public void An_Event_about_a_cluster_object_lives_in_default()
    {
        var regarding = new ObjectReference { ApiVersion = "v1", Kind = "Node", Name = "n1" };
        Assert.Equal("default", book.Next(new EventFact(regarding, "Normal", "Look", "Seen", "x"), Start)!.Namespace);
    }

    [Fact]
    public void Remembers_no_more_than_it_can_hold()
    {
        for (var i = 0; i < 40_000; i++) Assert.NotNull(book.Next(Fact(name: $"n{i}"), Start.AddSeconds(i)));
        Assert.Null(book.Next(Fact(name: "n0"), Start.AddSeconds(40_000))!.Series);
    }

    [Theory]
    [InlineData(1024)]
    [InlineData(1025)]
    [InlineData(5000)]
    public void A_note_is_cut_to_1024_bytes_between_characters(int length)
    {
        foreach (var one in new[] { "a", "ä", "語", "🙂" })
        {
            var text = EventText.Fit(string.Concat(Enumerable.Repeat(one, length)));
            Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(text), 1020, 1024);
            Assert.Equal(text, new System.Text.UTF8Encoding(false, true).GetString(System.Text.Encoding.UTF8.GetBytes(text)));
        }
    }

    private static EventFact Fact(string note = "it broke", string name = "gold", string version = "1") =>
        new(new ObjectReference { ApiVersion = "llmrouting.dev/v1alpha1", Kind = "ModelTier", Namespace = "t", Name = name, Uid = "u-" + name, ResourceVersion = version }, "Warning", "Reconcile", "Failed", note);
}
