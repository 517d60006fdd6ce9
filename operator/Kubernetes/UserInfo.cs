namespace LlmRouting.Operator.Kubernetes;

/// <summary>Who a token stands for, as authentication.k8s.io says it.</summary>
public sealed record UserInfo
{
    /// <summary>E.g. system:serviceaccount:models:llm-routing-gateway.</summary>
    public required string Username { get; init; }

    public string? Uid { get; init; }
    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>Of a token bound to a Pod: authentication.kubernetes.io/pod-name, pod-uid, node-name.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Extra { get; init; } = new Dictionary<string, IReadOnlyList<string>>();
}
