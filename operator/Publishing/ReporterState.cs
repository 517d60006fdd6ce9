using LlmRouting.Contract.Frames;

namespace LlmRouting.Operator.Publishing;

/// <summary>What one pod has last said.</summary>
internal sealed class ReporterState(Peer peer)
{
    private const int MaxProcesses = 16;

    /// <summary>Earlier runs of the pod's process; what they said and is still under way is too late.</summary>
    private readonly Queue<string> ended = new();

    private readonly Dictionary<FrameSlot, FrameOrder> slots = [];
    private string? process;
    private long number;
    private int lastTerm;

    public Peer Peer => peer;

    /// <summary>Streams that it reads from this replica.</summary>
    public int Connections { get; set; }

    /// <summary>Timestamp of the last sign of life.</summary>
    public long Heard { get; set; }

    /// <summary>Whether the slots are all there are.</summary>
    public bool IsWhole { get; private set; }

    public string? ConfigRevision { get; private set; }
    public IReadOnlyList<FrameRefusal> Refused { get; private set; } = [];
    public IReadOnlyList<DrainingEndpoint> Draining { get; private set; } = [];

    /// <summary>Null: it serves nothing in that slot.</summary>
    public FrameOrder? Order(FrameSlot slot) => slots.TryGetValue(slot, out var order) ? order : null;

    /// <summary>False where the report is older than what is known, or repeats it; then it changed nothing.</summary>
    /// <param name="term">leaseTransitions. What was acknowledged to a leader in between is not said again to us.</param>
    public bool Apply(Report report, int term)
    {
        if (report.Process != process && !Begin(report.Process)) return false;
        if (report.Number <= number) return false;
        if (term != lastTerm) IsWhole = false;
        (number, lastTerm) = (report.Number, term);
        Refused = report.Refused;
        Draining = report.Draining;
        if (report.Acknowledged is { } acknowledged) Acknowledge(acknowledged);
        return true;
    }

    private bool Begin(string next)
    {
        if (ended.Contains(next)) return false;
        if (process is not null) ended.Enqueue(process);
        if (ended.Count > MaxProcesses) ended.Dequeue();
        process = next;
        number = 0;
        IsWhole = false;
        ConfigRevision = null;
        slots.Clear();
        return true;
    }

    private void Acknowledge(Acknowledgement acknowledged)
    {
        if (acknowledged.IsWhole)
        {
            slots.Clear();
            IsWhole = true;
        }

        ConfigRevision = acknowledged.ConfigRevision;
        foreach (var slot in acknowledged.Slots) slots[new FrameSlot(slot.Kind, slot.Tier)] = slot.Order;
    }
}
