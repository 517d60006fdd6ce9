namespace LlmRouting.EndToEnd.Tests.Harness;

/// <summary>Addresses that nobody else of this machine has.</summary>
public static class Ports
{
    private static int pods;

    /// <summary>A pod's address. All of 127/8 is this machine; the second number keeps test runs apart.</summary>
    public static string PodAddress()
    {
        var number = Interlocked.Increment(ref pods);
        return $"127.{64 + Environment.ProcessId % 128}.{number / 250}.{1 + number % 250}";
    }
}
