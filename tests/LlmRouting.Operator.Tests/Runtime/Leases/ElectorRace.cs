using LlmRouting.Operator.Kubernetes;
using LlmRouting.Operator.Runtime.Leases;

namespace LlmRouting.Operator.Tests.Runtime.Leases;

/// <summary>A simulation in true time, which no replica knows.</summary>
internal sealed class ElectorRace
{
    private readonly Random chance;
    private readonly PriorityQueue<Action, TimeSpan> events = new();
    private readonly List<RacingReplica> replicas = [];
    private LeaseSpec? lease;
    private int version;
    private TimeSpan healthyFrom;

    public ElectorRace(int seed) => chance = new Random(seed);

    public TimeSpan Now { get; private set; }

    /// <summary>The most replicas that ever believed to lead at one moment. A belief only begins with a write, so looking then is looking always.</summary>
    public int MostLeaders { get; private set; }

    public int Terms { get; private set; }

    public int Leaders => replicas.Count(r => r.IsLeader);

    public void Run(TimeSpan until, TimeSpan healthyFrom)
    {
        this.healthyFrom = healthyFrom;
        for (var i = 0; i < 3; i++) Join($"replica-{i}_0");
        while (events.TryDequeue(out var happens, out var at) && at < until)
        {
            Now = at;
            happens();
        }
    }

    public void After(TimeSpan delay, Action happens) => events.Enqueue(happens, Now + delay);

    public double Roll() => chance.NextDouble();

    /// <summary>Sends a request: it may be lost, late, or its answer may be.</summary>
    public void Send(LeaseStep step, Action<int, LeaseSpec?> answered)
    {
        if (Lost()) return;
        After(Latency(), () =>
        {
            var code = Serve(step);
            var (seen, of) = (lease, version);
            if (!Lost()) After(Latency(), () => answered(code == 200 ? of : -code, seen));
        });
    }

    public void Written()
    {
        Terms = Math.Max(Terms, lease!.LeaseTransitions ?? 0);
        MostLeaders = Math.Max(MostLeaders, Leaders);
    }

    /// <summary>Crashed or gone: another process takes its place under another name.</summary>
    public void Restart(RacingReplica gone)
    {
        replicas.Remove(gone);
        After(TimeSpan.FromSeconds(5 * Roll()), () => Join(gone.Identity + "'"));
    }

    public bool Healthy => Now >= healthyFrom;

    private void Join(string identity)
    {
        var replica = new RacingReplica(this, identity);
        replicas.Add(replica);
        replica.Attempt();
    }

    private int Serve(LeaseStep step)
    {
        if (step.Spec is null) return lease is null ? 404 : 200;
        if (step.Version is null ? lease is not null : step.Version != $"{version}") return 409;
        (lease, version) = (step.Spec, version + 1);
        return 200;
    }

    private bool Lost() => !Healthy && Roll() < 0.1;

    private TimeSpan Latency() => TimeSpan.FromSeconds(!Healthy && Roll() < 0.15 ? 20 * Roll() : 0.05 * Roll());
}
