namespace LlmRouting.DataPlane.Simulation;

/// <summary>How a simulated request ends; at most one of a fault.</summary>
public enum FaultKind
{
    /// <summary>It does not: the fault only delays or cuts the writes small.</summary>
    None,

    /// <summary>An error status with an OpenAI-shaped body.</summary>
    Status,

    /// <summary>Nothing is ever sent.</summary>
    Hang,

    /// <summary>Headers with status 200, then nothing.</summary>
    HangAfterHeaders,

    /// <summary>TCP RST before any byte.</summary>
    Reset,

    /// <summary>TCP FIN before any byte.</summary>
    Close,

    /// <summary>Status 200 with a body that is not JSON.</summary>
    Garbage,

    /// <summary>The connection closes in the middle of an event, the body unfinished.</summary>
    Cut,

    /// <summary>The body ends properly, without finish_reason and [DONE].</summary>
    End,

    /// <summary>An error event inside a stream with status 200, then [DONE], as vLLM does.</summary>
    ErrorEvent,

    /// <summary>A pause between two events.</summary>
    Stall,
}
