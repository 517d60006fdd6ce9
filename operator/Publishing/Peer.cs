namespace LlmRouting.Operator.Publishing;

/// <summary>A data plane, as the API server vouches for it.</summary>
/// <param name="PodUid">Names the reporter; nothing in a report can change it.</param>
public sealed record Peer(string Namespace, string ServiceAccount, string PodName, string PodUid)
{
    private const string Prefix = "system:serviceaccount:";

    /// <summary>Null: not a service account, or a token that is bound to no pod.</summary>
    internal static Peer? Of(Kubernetes.UserInfo user)
    {
        if (!user.Username.StartsWith(Prefix, StringComparison.Ordinal)) return null;
        var parts = user.Username[Prefix.Length..].Split(':');
        if (parts.Length != 2 || Extra(user, "pod-name") is not { } pod || Extra(user, "pod-uid") is not { } uid) return null;
        return new Peer(parts[0], parts[1], pod, uid);
    }

    private static string? Extra(Kubernetes.UserInfo user, string name) =>
        user.Extra.TryGetValue("authentication.kubernetes.io/" + name, out var values) && values is [{ Length: > 0 } value] ? value : null;
}
