using LlmRouting.DataPlane.Simulation.Engine;
using LlmRouting.DataPlane.Simulation.Wire;

namespace LlmRouting.DataPlane.Simulation.Faults;

/// <summary>Faults that strike instead of an answer.</summary>
internal static class HeaderFaults
{
    /// <summary>Whether the fault ends the request here, once it has been counted.</summary>
    public static bool IsEnd(Fault fault) => fault.Kind is FaultKind.Status or FaultKind.Reset or FaultKind.Close or FaultKind.Garbage;

    public static Task StrikeAsync(HttpContext http, Fault fault)
    {
        switch (fault.Kind)
        {
            case FaultKind.Reset:
                Connection.Reset(http);
                return Task.CompletedTask;
            case FaultKind.Close:
                return Connection.CloseAsync(http);
            case FaultKind.Garbage:
                return Replies.JsonAsync(http.Response, "<<< simulated garbage {]");
            default:
                if (fault.RetryAfter is { } after) http.Response.Headers.RetryAfter = ((int)after.TotalSeconds).ToString();
                return Replies.ErrorAsync(http.Response, VllmError.OfFault(fault.Status));
        }
    }
}
