using System.Net;
using System.Net.Sockets;

namespace LlmRouting.EndToEnd.Tests.Harness;

/// <summary>Addresses that nobody else of this machine has.</summary>
public static class Ports
{
    private static int pods;

    /// <summary>A free port of 127.0.0.1, for a program that must come back on it.</summary>
    public static int Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>A pod's address. All of 127/8 is this machine; the second number keeps test runs apart.</summary>
    public static string PodAddress()
    {
        var number = Interlocked.Increment(ref pods);
        return $"127.{64 + Environment.ProcessId % 128}.{number / 250}.{1 + number % 250}";
    }
}
