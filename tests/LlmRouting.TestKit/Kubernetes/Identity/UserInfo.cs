namespace LlmRouting.TestKit.Kubernetes.Identity;

/// <summary>Who asks.</summary>
public sealed record UserInfo(string Name, IReadOnlyList<string> Groups, string Uid = "")
{
    public static UserInfo Anonymous { get; } = new("system:anonymous", ["system:unauthenticated"]);

    public static UserInfo Admin { get; } = new("admin", ["system:masters", "system:authenticated"]);

    /// <summary>A service account as tokens name it.</summary>
    public static UserInfo ServiceAccount(string ns, string name, string uid = "") => new(
        $"system:serviceaccount:{ns}:{name}", ["system:serviceaccounts", $"system:serviceaccounts:{ns}", "system:authenticated"], uid);

    public IReadOnlyDictionary<string, IReadOnlyList<string>> Extra { get; init; } = new Dictionary<string, IReadOnlyList<string>>();
}
