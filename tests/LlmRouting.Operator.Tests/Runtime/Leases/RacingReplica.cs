using LlmRouting.Operator.Kubernetes;
using LlmRouting.Operator.Runtime.Leases;

namespace LlmRouting.Operator.Tests.Runtime.Leases;

/// <summary>One replica of the simulation; asks as <see cref="Election"/> does.</summary>
internal sealed class RacingReplica
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);
    private readonly ElectorRace race;
    private readonly Elector elector;
    private readonly double rate;
    private readonly TimeSpan started;
    private readonly TimeSpan skew;
    private int attempt;
    private bool gone;

    public RacingReplica(ElectorRace race, string identity)
    {
        (this.race, Identity) = (race, identity);
        elector = new Elector(new ElectionOptions { Namespace = "t", Name = "l", Identity = identity });
        rate = 0.95 + (0.1 * race.Roll());
        started = TimeSpan.FromSeconds(1000 * race.Roll());
        skew = TimeSpan.FromDays((2 * race.Roll()) - 1);
    }

    public string Identity { get; }

    public bool IsLeader => !gone && elector.IsLeader(Now);

    private TimeSpan Now => started + (race.Now * rate);

    private DateTimeOffset Wall => DateTimeOffset.UnixEpoch + race.Now + skew;

    public void Attempt()
    {
        if (!race.Healthy && race.Roll() < 0.02)
        {
            Leave();
            return;
        }

        var mine = ++attempt;
        race.After(Limit / rate, () => Fail(mine));
        var step = elector.Begin(Now, Wall);
        if (step.Spec is null) Read(mine);
        else Write(mine, step, () => Read(mine));
    }

    private void Read(int mine) => race.Send(LeaseStep.Read, (code, found) =>
    {
        if (mine != attempt) return;
        var version = code > 0 ? $"{code}" : null;
        if (elector.Saw(version is null ? null : found, version, Now, Wall) is { } step) Write(mine, step, () => End(mine));
        else End(mine);
    });

    private void Write(int mine, LeaseStep step, Action refused)
    {
        var sent = Now;
        race.Send(step, (code, _) =>
        {
            if (mine != attempt) return;
            if (code < 0)
            {
                elector.Lost();
                refused();
                return;
            }

            elector.Wrote(step.Spec!, $"{code}", sent, Now);
            race.Written();
            End(mine);
        });
    }

    private void Fail(int mine)
    {
        if (mine != attempt) return;
        elector.Lost();
        End(mine);
    }

    private void End(int mine)
    {
        attempt = mine + 1;
        if (!gone) race.After(TimeSpan.FromSeconds(2 * (elector.IsLeader(Now) ? 1 : 1 + (1.2 * race.Roll()))) / rate, Attempt);
    }

    /// <summary>Half of them crash, half of them release.</summary>
    private void Leave()
    {
        gone = true;
        if (race.Roll() < 0.5)
        {
            var release = elector.Release(Wall);
            race.Send(LeaseStep.Read, (code, found) =>
            {
                if (code > 0 && found!.HolderIdentity == Identity) race.Send(new LeaseStep(release, $"{code}"), (_, _) => { });
            });
        }

        race.Restart(this);
    }
}
