using FsCheck;
using FsCheck.Fluent;
using LlmRouting.Contract.Frames;

namespace LlmRouting.Contract.Tests.Frames;

public sealed class CallerSketchTests
{
    private static readonly Arbitrary<uint[]> Callers = Gen.Choose(0, 12).Select(caller => (uint)caller).ArrayOf().ToArbitrary();

    [Fact]
    public void Whoever_counted_in_whatever_order_and_however_often_the_sketch_is_the_same() =>
        Prop.ForAll(Callers, Callers, (one, other) =>
        {
            var all = new CallerSketch([.. one, .. other]);
            var (left, right) = (new CallerSketch(one), new CallerSketch(other));
            return left + right == all && right + left == all && all + left == all && all + all == all;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Distinct_callers_are_exact_below_its_size_and_at_least_so_many_when_full() =>
        Prop.ForAll(Callers, callers => new CallerSketch(callers).Count == Math.Min(CallerSketch.Size, callers.Distinct().Count())).QuickCheckThrowOnFailure();

    [Fact]
    public void None_is_the_empty_one() => Assert.Equal((default, 0), (new CallerSketch([]), default(CallerSketch).Count));
}
