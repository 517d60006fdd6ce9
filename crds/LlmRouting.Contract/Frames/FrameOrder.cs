namespace LlmRouting.Contract.Frames;

/// <summary>Which of two frames of a slot is newer, whoever sent them.</summary>
/// <param name="Transitions">leaseTransitions of the operator's Lease.</param>
/// <param name="Sequence">The newest resourceVersion among what the frame was made of; operator replicas read one etcd, so they count alike.</param>
public readonly record struct FrameOrder(int Transitions, ulong Sequence) : IComparable<FrameOrder>
{
    public int CompareTo(FrameOrder other) =>
        Transitions != other.Transitions ? Transitions.CompareTo(other.Transitions) : Sequence.CompareTo(other.Sequence);

    public static bool operator <(FrameOrder left, FrameOrder right) => left.CompareTo(right) < 0;

    public static bool operator >(FrameOrder left, FrameOrder right) => left.CompareTo(right) > 0;

    public static bool operator <=(FrameOrder left, FrameOrder right) => left.CompareTo(right) <= 0;

    public static bool operator >=(FrameOrder left, FrameOrder right) => left.CompareTo(right) >= 0;

    public override string ToString() => $"{Transitions}.{Sequence}";
}
