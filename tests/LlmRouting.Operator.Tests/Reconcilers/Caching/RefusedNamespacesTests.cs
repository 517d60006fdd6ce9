using LlmRouting.Operator.Reconcilers.Caching;
using Microsoft.Extensions.Logging.Abstractions;

namespace LlmRouting.Operator.Tests.Reconcilers.Caching;

public sealed class RefusedNamespacesTests
{
    private readonly RefusedNamespaces refused = new(NullLogger.Instance);
    private readonly Kind a = new("a") { Listed = true };
    private readonly Kind b = new("b");
    private readonly Kind alsoB = new("b");
    private readonly Kind monitors = new("b");
    private int changes;

    public RefusedNamespacesTests() => refused.Changed += () => changes++;

    [Fact]
    public void A_namespace_that_refuses_every_kind_for_10_s_is_done_without_and_comes_back_when_all_is_read()
    {
        (b.Refused, alsoB.Refused) = (10, 9.9);
        Assert.Empty(Look());
        alsoB.Refused = 10;
        Assert.Equal("namespace b may not be read, nothing of it is served: no", Assert.Single(Look()).Value);
        Assert.True(b.Forgone && alsoB.Forgone && !a.Forgone && !monitors.Forgone);
        monitors.Refused = 10;
        Look();
        Assert.True(monitors.Forgone);
        (b.Refused, b.Listed, alsoB.Refused) = (null, true, null);
        Assert.Single(Look());
        alsoB.Listed = true;
        Assert.Empty(Look());
        Assert.Equal(2, changes);
    }

    [Fact]
    public void Where_nothing_may_be_read_anywhere_it_is_waited_for()
    {
        (a.Listed, a.Refused, b.Refused, alsoB.Refused) = (false, 60, 60, 60);
        Assert.Empty(Look());
        Assert.False(a.Forgone || b.Forgone);
    }

    [Fact]
    public void Half_a_namespace_is_waited_for()
    {
        (b.Listed, alsoB.Refused) = (true, 60);
        Assert.Empty(Look());
        Assert.False(alsoB.Forgone);
    }

    [Fact]
    public void What_was_read_before_is_said_to_be_served_on()
    {
        (b.Listed, b.Refused, alsoB.Listed, alsoB.Refused) = (true, 10, true, 10);
        Assert.Contains("what was read before goes on being served", Look()["b"], StringComparison.Ordinal);
    }

    private IReadOnlyDictionary<string, string> Look()
    {
        refused.Look([a.Followed, b.Followed, alsoB.Followed], [monitors.Followed]);
        return refused.Now;
    }

    private sealed class Kind(string @namespace)
    {
        public bool Listed { get; set; }
        public double? Refused { get; set; }
        public bool Forgone { get; private set; }

        public FollowedKind Followed => new(
            @namespace, _ => Task.CompletedTask, () => "no", () => Listed, () => Refused is { } seconds ? TimeSpan.FromSeconds(seconds) : null, () => Forgone = true);
    }
}
