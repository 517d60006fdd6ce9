using System.Net.Sockets;

namespace LlmRouting.Operator.Kubernetes;

/// <summary>Failures without an answer.</summary>
internal static class Unreachable
{
    public static KubernetesException Of(string what, Exception cause) =>
        new(0, StatusReasons.Unreachable, $"{what}: {Words(cause)}", cause);

    /// <summary>Ours says it best, else the innermost; for a socket the outer one says also with whom.</summary>
    private static string Words(Exception cause) => cause switch
    {
        KubeconfigException or TimeoutException or HttpRequestException { InnerException: SocketException } => cause.Message,
        { InnerException: { } inner } => Words(inner),
        _ => cause.Message,
    };
}
