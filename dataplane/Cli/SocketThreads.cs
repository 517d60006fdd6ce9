namespace LlmRouting.DataPlane.Cli;

/// <summary>
/// Lets what waits for a socket go on where its bytes arrive instead of on another thread, which halves the hops of an answer.
/// .NET reads the switch when the first socket is made. docs/decisions has the figures and what follows for code on the request path.
/// </summary>
public static class SocketThreads
{
    public const string Switch = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";

    /// <summary>Unless the environment says otherwise.</summary>
    public static void GoOnInline()
    {
        if (Environment.GetEnvironmentVariable(Switch) is null) Environment.SetEnvironmentVariable(Switch, "1");
    }
}
