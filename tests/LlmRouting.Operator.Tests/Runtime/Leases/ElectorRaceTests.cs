using FsCheck;
using FsCheck.Fluent;

namespace LlmRouting.Operator.Tests.Runtime.Leases;

/// <summary>Three replicas and one Lease, with clocks a day apart that run up to 5 % fast or slow, requests that arrive late or never, and replicas that crash or leave.</summary>
public sealed class ElectorRaceTests
{
    [Fact]
    public void Never_two_leaders_at_any_moment_and_one_again_once_the_network_works()
    {
        var terms = 0;
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(400),
            Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
            {
                var race = new ElectorRace(seed);
                race.Run(TimeSpan.FromMinutes(10), healthyFrom: TimeSpan.FromMinutes(9));
                terms += race.Terms;
                return race.MostLeaders == 1 && race.Leaders == 1;
            }));
        // Else nothing was fought for.
        Assert.True(terms > 1000, $"{terms} terms");
    }
}
