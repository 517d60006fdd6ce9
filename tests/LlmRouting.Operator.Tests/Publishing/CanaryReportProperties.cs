using FsCheck;
using FsCheck.Fluent;
using LlmRouting.Contract.Frames;
using LlmRouting.Contract.Snapshot;
using LlmRouting.DataPlane.State;
using LlmRouting.Operator.Publishing;
using LlmRouting.TestKit;

namespace LlmRouting.Operator.Tests.Publishing;

/// <summary>Data planes that count and an operator that merges, with a network between them that loses, repeats and reorders.</summary>
public sealed class CanaryReportProperties
{
    private static readonly CanarySide[] Sides = [CanarySide.Stable, CanarySide.Canary];

    [Fact]
    public void The_operators_totals_never_exceed_and_finally_equal_what_happened() => Check.QuickThrowOnFailure(Prop.ForAll<int>(seed =>
    {
        var world = new World(new System.Random(seed));
        for (var step = 0; step < 150; step++)
        {
            world.Step();
            foreach (var side in Sides) Assert.True(world.Heard(side).Requests <= world.Happened(side).Requests && world.Heard(side).Failures <= world.Happened(side).Failures);
        }

        world.Flush();
        foreach (var side in Sides) Assert.Equal(world.Happened(side), world.Heard(side));
    }));

    /// <summary>Three data planes; what each sends is held back until it is delivered, once, twice, late or never.</summary>
    private sealed class World
    {
        private readonly System.Random chance;
        private readonly ManualTime time = new();
        private readonly CanaryState[] planes;
        private readonly List<(int Plane, CanaryCounter[] Counters)> underWay = [];
        private readonly List<(CanarySide Side, bool Failed, string Caller)> happened = [];
        private CanaryCounters heard;

        public World(System.Random chance)
        {
            this.chance = chance;
            planes = [.. Enumerable.Range(0, 3).Select(_ => new CanaryState(time))];
            heard = new CanaryCounters(time, TimeSpan.FromHours(1));
        }

        private static SplitSnapshot Split { get; } = new() { RolloutUid = "r", Rollout = "r", Policy = "ns/p", Stable = "ns/a", Canary = "ns/b", Weight = 50 };

        public CanaryEvidence Heard(CanarySide side) => heard.Total("r", 1, side);

        public CanaryEvidence Happened(CanarySide side)
        {
            var own = happened.Where(request => request.Side == side).ToList();
            return new CanaryEvidence(own.Count, own.Count(request => request.Failed))
            {
                Callers = Sketch(own.Select(request => request.Caller)), FailedCallers = Sketch(own.Where(request => request.Failed).Select(request => request.Caller)),
            };
        }

        public void Step()
        {
            var plane = chance.Next(planes.Length);
            switch (chance.Next(6))
            {
                case 0 or 1: Count(plane); break;
                case 2: underWay.Add((plane, [.. planes[plane].Unsaid()])); break;
                case 3: Deliver(); break;
                case 4: time.Advance(TimeSpan.FromSeconds(chance.Next(8))); break;
                case 5 when chance.Next(10) == 0: Restart(); break;
            }
        }

        public void Flush()
        {
            for (var plane = 0; plane < planes.Length; plane++) heard.Merge(Samples.Peer($"pod-{plane}"), "p", planes[plane].Unsaid());
            Assert.All(underWay.ToArray(), sent => heard.Merge(Samples.Peer($"pod-{sent.Plane}"), "p", sent.Counters));
        }

        private static CallerSketch Sketch(IEnumerable<string> callers) => new(callers.Select(caller => (uint)(StableHash.Start.Add(caller).Value >> 32)));

        private void Count(int plane)
        {
            var (side, failed, caller) = (Sides[chance.Next(2)], chance.Next(3) == 0, "key-" + chance.Next(12));
            planes[plane].Count(Split, side == CanarySide.Canary ? SplitSide.Canary : SplitSide.Stable, failed, caller);
            happened.Add((side, failed, caller));
        }

        /// <summary>The answer may be lost on its way back, and the report may come once more.</summary>
        private void Deliver()
        {
            if (underWay.Count == 0) return;
            var sent = underWay[chance.Next(underWay.Count)];
            var fate = chance.Next(5);
            if (fate > 0) heard.Merge(Samples.Peer($"pod-{sent.Plane}"), "p", sent.Counters);
            if (fate > 1) planes[sent.Plane].Said(sent.Counters);
            if (fate < 4) underWay.Remove(sent);
        }

        /// <summary>Another operator leads, who has heard nothing and says so.</summary>
        private void Restart()
        {
            heard = new CanaryCounters(time, TimeSpan.FromHours(1));
            underWay.Clear();
            foreach (var plane in planes) plane.SayAgain();
        }
    }
}
