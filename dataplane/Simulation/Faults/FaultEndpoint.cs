using LlmRouting.DataPlane.Simulation.Engine;
using LlmRouting.DataPlane.Simulation.Wire;

namespace LlmRouting.DataPlane.Simulation.Faults;

/// <summary>PUT and DELETE /_simulate/fault, the only paths vLLM does not have.</summary>
internal static class FaultEndpoint
{
    public static async Task PutAsync(HttpContext http, FaultSwitch faults)
    {
        using var reader = new StreamReader(http.Request.Body);
        var text = await reader.ReadToEndAsync(http.RequestAborted);
        if (!Fault.TryParse(text, out var fault, out var error))
        {
            await Replies.ErrorAsync(http.Response, new VllmError(400, "BadRequestError", error));
            return;
        }

        faults.Set(fault);
        http.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    public static Task DeleteAsync(HttpContext http, FaultSwitch faults)
    {
        faults.Set(null);
        http.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }
}
