using FsCheck;
using FsCheck.Fluent;
using LlmRouting.Contract.Snapshot;
using LlmRouting.DataPlane.State;
using LlmRouting.TestKit;

namespace LlmRouting.DataPlane.Tests.State;

/// <summary>Drives the breaker and S3.8's diagram, written down as a table, through the same random events.</summary>
public sealed class CircuitBreakerModelTests
{
    private static readonly BreakerSnapshot Settings = new() { ConsecutiveFailures = 3, OpenFor = TimeSpan.FromSeconds(4), SuccessThreshold = 2 };

    public enum Step
    {
        Enter,
        Succeed,
        Fail,
        Abandon,
        Wait,
    }

    [Fact]
    public void Follows_the_diagram_through_any_events_S3_8()
    {
        var steps = Gen.Frequency((4, Gen.Constant(Step.Enter)), (2, Gen.Constant(Step.Succeed)), (4, Gen.Constant(Step.Fail)), (1, Gen.Constant(Step.Abandon)), (2, Gen.Constant(Step.Wait)));
        var events = steps.Zip(Gen.Choose(0, 7), (step, which) => (step, which)).ListOf();
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500).WithEndSize(200), Prop.ForAll(events.ToArbitrary(), list => Agree(list)));
    }

    private static bool Agree(IEnumerable<(Step Step, int Which)> events)
    {
        var time = new ManualTime();
        var breaker = new CircuitBreaker(Settings, time);
        var model = new Diagram();
        List<(BreakerPermit Real, int Epoch)> permits = [];
        foreach (var (step, which) in events)
        {
            if (step == Step.Enter && !EnterBoth(breaker, model, permits)) return false;
            else if (step == Step.Wait) (_, model) = (AdvanceBy(time, 1 + (which % 4)), model.Waited(1 + (which % 4)));
            else if (permits.Count > 0 && step != Step.Enter) model = Report(model, permits[which % permits.Count], step);
            if (breaker.State != model.State || (model.State == BreakerState.Closed && breaker.Failures != model.Failures)) return false;
        }
        return true;

        bool EnterBoth(CircuitBreaker real, Diagram expected, List<(BreakerPermit, int)> held)
        {
            var entered = real.TryEnter(out var permit);
            if (entered) held.Add((permit!, expected.Epoch));
            if (entered && expected.State == BreakerState.HalfOpen) model = expected with { Probing = true };
            return entered == (expected.State == BreakerState.Closed || (expected.State == BreakerState.HalfOpen && !expected.Probing));
        }

        Diagram Report(Diagram before, (BreakerPermit Real, int Epoch) permit, Step step)
        {
            permits.Remove(permit);
            _ = step switch { Step.Succeed => permit.Real.Success(), Step.Fail => permit.Real.Failure(), _ => Abandon(permit.Real) };
            return permit.Epoch == before.Epoch ? before.Reported(step) : before;
        }
    }

    private static bool AdvanceBy(ManualTime time, int seconds)
    {
        time.Advance(TimeSpan.FromSeconds(seconds));
        return true;
    }

    private static bool Abandon(BreakerPermit permit)
    {
        permit.Abandon();
        return false;
    }

    private sealed record Diagram(BreakerState State = BreakerState.Closed, int Failures = 0, int Successes = 0, bool Probing = false, int OpenLeft = 0, int Epoch = 0)
    {
        public Diagram Waited(int seconds) =>
            State == BreakerState.Open && OpenLeft <= seconds ? Enter(BreakerState.HalfOpen) : this with { OpenLeft = OpenLeft - seconds };

        public Diagram Reported(Step step) => (State, step) switch
        {
            (BreakerState.Closed, Step.Succeed) => this with { Failures = 0 },
            (BreakerState.Closed, Step.Fail) when Failures + 1 == Settings.ConsecutiveFailures => Open(),
            (BreakerState.Closed, Step.Fail) => this with { Failures = Failures + 1 },
            (BreakerState.HalfOpen, Step.Succeed) when Successes + 1 == Settings.SuccessThreshold => Enter(BreakerState.Closed),
            (BreakerState.HalfOpen, Step.Succeed) => this with { Successes = Successes + 1, Probing = false },
            (BreakerState.HalfOpen, Step.Fail) => Open(),
            _ => this with { Probing = false },
        };

        private Diagram Open() => Enter(BreakerState.Open) with { OpenLeft = (int)Settings.OpenFor.TotalSeconds };

        private Diagram Enter(BreakerState next) => new(next, Epoch: Epoch + 1);
    }
}
