using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LlmRouting.Operator.Kubernetes;

namespace LlmRouting.Operator.Reconcilers.Status;

/// <summary>Fields of a status that the installed CRD, which is older than we are, does not have. An apply that holds one is refused whole, so they are left out.</summary>
public sealed partial class UndeclaredFields
{
    private readonly ConcurrentDictionary<(string Kind, string Field), bool> known = new();

    public void RemoveFrom(JsonObject status, string kind)
    {
        foreach (var (item, _) in known)
            if (item.Kind == kind) status.Remove(item.Field);
    }

    /// <summary>False where the refusal is about something else, or about fields that were left out already.</summary>
    public bool Learn(KubernetesException refusal, string kind) =>
        Names().Matches(refusal.Message).Count(match => known.TryAdd((kind, match.Groups[1].Value), true)) > 0;

    /// <summary>The CRD may be another by now.</summary>
    public void Forget() => known.Clear();

    [GeneratedRegex(@"\.status\.(\w+)(?:[.\[][^:]*)?: field not declared in schema")]
    private static partial Regex Names();
}
