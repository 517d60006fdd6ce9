using System.Net;

namespace LlmRouting.Operator.Publishing;

/// <summary>
/// Who may be asked about now. A token costs nothing to make up and the API server some work, so those whose token was found good lately do not wait behind the others, and one
/// address does not take what is left. Not thread-safe.
/// </summary>
internal sealed class ReviewSlots
{
    /// <summary>Questions under way.</summary>
    private const int Max = 64;

    /// <summary>Of these, about tokens that were not found good lately.</summary>
    private const int MaxOfStrangers = 48;

    /// <summary>Of strangers' at one address: a data plane asks for frames and reports.</summary>
    private const int MaxOfAddress = 8;

    private readonly Dictionary<IPAddress, int> strangers = [];
    private int taken;

    /// <param name="from">Of whom we know nothing else.</param>
    public bool TryTake(IPAddress from, bool isKnown)
    {
        if (taken >= Max) return false;
        if (!isKnown)
        {
            var own = strangers.GetValueOrDefault(from);
            if (own >= MaxOfAddress || strangers.Values.Sum() >= MaxOfStrangers) return false;
            strangers[from] = own + 1;
        }

        taken++;
        return true;
    }

    public void Release(IPAddress from, bool isKnown)
    {
        taken--;
        if (isKnown) return;
        if (--strangers[from] == 0) strangers.Remove(from);
    }
}
