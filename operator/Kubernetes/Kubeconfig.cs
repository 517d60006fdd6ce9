namespace LlmRouting.Operator.Kubernetes;

/// <summary>One kubeconfig or several merged: of everything with a name the first one counts.</summary>
internal sealed class Kubeconfig
{
    public string? CurrentContext { get; set; }
    public Dictionary<string, KubeconfigEntry> Clusters { get; } = new(StringComparer.Ordinal);
    public Dictionary<string, KubeconfigEntry> Users { get; } = new(StringComparer.Ordinal);
    public Dictionary<string, KubeconfigEntry> Contexts { get; } = new(StringComparer.Ordinal);

    public void Add(Kubeconfig later)
    {
        if (string.IsNullOrEmpty(CurrentContext)) CurrentContext = later.CurrentContext;
        Merge(Clusters, later.Clusters);
        Merge(Users, later.Users);
        Merge(Contexts, later.Contexts);
    }

    public KubernetesConnection Connection(string? name)
    {
        var context = Context(name ?? CurrentContext);
        var cluster = Named(Clusters, "cluster", context.Required("cluster"));
        var user = context.Text("user") is { } userName ? Named(Users, "user", userName) : null;
        return new KubernetesConnection
        {
            Server = KubeconfigCluster.Server(cluster),
            Trust = KubeconfigCluster.Trust(cluster),
            Namespace = context.Text("namespace") ?? "default",
            User = user is null ? UserCredential.Anonymous : KubeconfigUser.Of(user, cluster),
        };
    }

    private KubeconfigEntry Context(string? name) => string.IsNullOrEmpty(name)
        ? throw new KubeconfigException($"the kubeconfig has no current-context; it knows {Known(Contexts)}")
        : Named(Contexts, "context", name);

    private static KubeconfigEntry Named(Dictionary<string, KubeconfigEntry> entries, string what, string name) => entries.TryGetValue(name, out var entry)
        ? entry
        : throw new KubeconfigException($"the kubeconfig has no {what} {name}; it knows {Known(entries)}");

    private static string Known(Dictionary<string, KubeconfigEntry> entries) => entries.Count == 0 ? "none" : string.Join(", ", entries.Keys);

    private static void Merge(Dictionary<string, KubeconfigEntry> into, Dictionary<string, KubeconfigEntry> later)
    {
        foreach (var (name, entry) in later) into.TryAdd(name, entry);
    }
}
