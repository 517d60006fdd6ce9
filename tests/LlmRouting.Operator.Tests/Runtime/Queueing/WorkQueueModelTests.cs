using FsCheck;
using FsCheck.Fluent;
using LlmRouting.Operator.Runtime;
using LlmRouting.Operator.Runtime.Metrics;
using LlmRouting.Operator.Runtime.Queueing;
using LlmRouting.TestKit;

namespace LlmRouting.Operator.Tests.Runtime.Queueing;

/// <summary>Random histories of four keys. A take must come after every change, and never while the key is worked on.</summary>
public sealed class WorkQueueModelTests
{
    public enum Step
    {
        Add,
        AddLater,
        Retry,
        Take,
        Done,
        Wait,
    }

    [Fact]
    public void No_key_twice_at_once_and_no_change_lost()
    {
        var steps = Gen.Elements(Step.Add, Step.Add, Step.AddLater, Step.Retry, Step.Take, Step.Take, Step.Take, Step.Done, Step.Done, Step.Wait);
        var histories = steps.Zip(Gen.Choose(0, 400), (step, which) => (step, which)).ListOf();
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500).WithEndSize(200), Prop.ForAll(histories.ToArbitrary(), list => new History().Holds(list)));
    }

    private sealed class History
    {
        private readonly ManualTime time = new();
        private readonly WorkQueue queue;
        private readonly HashSet<ObjectKey> working = [];
        private readonly HashSet<ObjectKey> changed = [];

        public History() => queue = new WorkQueue("q", time, new Random(1), new OperatorMetrics());

        public bool Holds(IEnumerable<(Step Step, int Which)> steps)
        {
            using (queue) return steps.All(s => Do(s.Step, s.Which)) && NothingIsLost();
        }

        private bool Do(Step step, int which)
        {
            var key = new ObjectKey("n", $"{which % 4}");
            if (step == Step.Take) return queue.Depth == 0 || Take();
            if (step == Step.Wait) time.Advance(TimeSpan.FromMilliseconds(which));
            else if (step == Step.Done) Done(key);
            else Change(step, key, which);
            return true;
        }

        private void Change(Step step, ObjectKey key, int which)
        {
            changed.Add(key);
            if (step == Step.Add) queue.Add(key);
            else if (step == Step.AddLater) queue.AddAfter(key, TimeSpan.FromMilliseconds(which));
            else queue.Retry(key);
        }

        private bool Take()
        {
            var key = queue.TakeAsync(CancellationToken.None).Result;
            // A take answers all that was asked before it, later wishes included: of several delays only the earliest is kept.
            if (!working.Add(key)) return false;
            changed.Remove(key);
            return true;
        }

        private void Done(ObjectKey key)
        {
            if (working.Remove(key)) queue.Done(key);
        }

        private bool NothingIsLost()
        {
            foreach (var key in working.ToList()) Done(key);
            time.Advance(TimeSpan.FromMinutes(6));
            while (queue.Depth > 0)
            {
                if (!Take()) return false;
            }

            return changed.Count == 0;
        }
    }
}
