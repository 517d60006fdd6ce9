namespace LlmRouting.Operator.Publishing;

/// <summary>The name a replica holds the Lease under. It carries the replica's address, which is all that a standby needs to send reports on.</summary>
public static class HolderIdentity
{
    private const char Separator = '_';

    /// <param name="pod">Pod name, or whatever names the process.</param>
    /// <param name="authority">host:port of the frames' listener; brackets around an IPv6 address.</param>
    public static string Of(string pod, string authority) => $"{pod}{Separator}{authority}";

    /// <summary>Base address of the holder; null for nobody, or a name that is not ours.</summary>
    public static Uri? AddressOf(string? identity)
    {
        if (identity is null || identity.LastIndexOf(Separator) is not (> 0 and var at)) return null;
        var authority = identity[(at + 1)..];
        return Uri.TryCreate($"https://{authority}/", UriKind.Absolute, out var uri) && uri.Authority == authority && uri.PathAndQuery == "/" ? uri : null;
    }
}
