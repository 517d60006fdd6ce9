using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;

namespace LlmRouting.DataPlane.Cli;

/// <summary>Tells an address that cannot be listened on from other faults of a start.</summary>
public static class FailedBind
{
    /// <summary>Kestrel says so itself for what is taken, and hands on the socket's word for what is not allowed or not there.</summary>
    public static bool Is(Exception fault) => fault switch
    {
        SocketException or AddressInUseException => true,
        AggregateException several => several.InnerExceptions.Any(Is),
        IOException { InnerException: { } inner } => Is(inner),
        _ => false,
    };
}
