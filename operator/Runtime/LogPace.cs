namespace LlmRouting.Operator.Runtime;

/// <summary>How often a line may be logged that anybody on the network can cause: 10 at once, then one a second. What is withheld is counted.</summary>
public sealed class LogPace(TimeProvider time)
{
    private const int Burst = 10;
    private const int LongestText = 200;
    private static readonly TimeSpan Refill = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private double lines = Burst;
    private long at = time.GetTimestamp();
    private int withheld;

    /// <summary>Null: not this one. Else how many were withheld since the last line.</summary>
    public int? Take()
    {
        lock (gate)
        {
            var now = time.GetTimestamp();
            lines = Math.Min(Burst, lines + (time.GetElapsedTime(at, now) / Refill));
            at = now;
            if (lines < 1)
            {
                withheld++;
                return null;
            }

            lines--;
            var before = withheld;
            withheld = 0;
            return before;
        }
    }

    /// <summary>The beginning of a text that somebody else made.</summary>
    public static string Cut(string text) => text.Length <= LongestText ? text : text[..LongestText] + "…";
}
